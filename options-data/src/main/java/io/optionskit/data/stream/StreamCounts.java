/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

/**
 * How a stream stands and what it has done since its start.
 *
 * @param state how it stands
 * @param subscriptions assets asked for
 * @param unconfirmed those of them that the server has not confirmed
 * @param waiting events that the handler has not had yet
 * @param frames frames received
 * @param bytes bytes in them
 * @param events events made of them, replaced ones included
 * @param refused messages in frames that could not be read
 * @param unreadable frames that could not be read at all
 * @param unwanted events of assets that nobody asked for
 * @param late quotes that were older than one of the same asset already told
 * @param repeated frames that came before, known by their numbers
 * @param replaced quotes that waited and were replaced by newer ones
 * @param gaps gaps told
 * @param reconnects times the stream was live again after it was not
 * @param polls times the source of chains was asked while the stream was down
 * @param handlerFailures events on which the handler threw
 * @param isPolling whether the source of chains is asked now
 */
public record StreamCounts(
    StreamState state,
    int subscriptions,
    int unconfirmed,
    int waiting,
    long frames,
    long bytes,
    long events,
    long refused,
    long unreadable,
    long unwanted,
    long late,
    long repeated,
    long replaced,
    long gaps,
    long reconnects,
    long polls,
    long handlerFailures,
    boolean isPolling) {}
