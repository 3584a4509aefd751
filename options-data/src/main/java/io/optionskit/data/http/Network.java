/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import okhttp3.Call;
import okhttp3.CookieJar;
import okhttp3.EventListener;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** The network, reached through OkHttp. May be used by several threads. */
final class Network implements Wire, AutoCloseable {

  private final OkHttpClient client;
  private final OkHttpClient streams;
  private final LongAdder bytes = new LongAdder();
  private volatile boolean isOneCallPerConnection; // HTTP/1.0 ends each with its answer

  Network(Duration timeout, CookieJar cookies) {
    client =
        new OkHttpClient.Builder()
            .callTimeout(timeout)
            .connectTimeout(timeout)
            .readTimeout(timeout)
            .writeTimeout(timeout)
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .cookieJar(cookies)
            .eventListener(
                new EventListener() {
                  @Override
                  public void responseBodyEnd(Call call, long byteCount) {
                    bytes.add(byteCount);
                  }
                })
            .build();
    streams = client.newBuilder().callTimeout(Duration.ZERO).build();
  }

  /** Returns how many bytes of answers came, as compressed as they were. */
  long bytes() {
    return bytes.sum();
  }

  /** Returns this network for answers that may last: the time limit is that between bytes. */
  Wire streams() {
    return request -> send(streams, request);
  }

  @Override
  public WireAnswer send(WireRequest request) throws IOException {
    return send(client, request);
  }

  private WireAnswer send(OkHttpClient client, WireRequest request) throws IOException {
    if (isOneCallPerConnection) {
      client.connectionPool().evictAll(); // of those that are idle
    }
    Request.Builder sent = new Request.Builder().url(request.uri().toString());
    request.headers().forEach(sent::header);
    String type = request.headers().get("Content-Type");
    RequestBody body =
        request.method().equals("GET")
            ? null
            : RequestBody.create(request.body(), type == null ? null : MediaType.parse(type));
    Response response = client.newCall(sent.method(request.method(), body).build()).execute();
    if (response.protocol() == Protocol.HTTP_1_0) {
      isOneCallPerConnection = true;
    }
    Map<String, String> headers = new TreeMap<>();
    response.headers().forEach(pair -> headers.put(pair.getFirst(), pair.getSecond()));
    return new WireAnswer(response.code(), headers, response.body().byteStream());
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
