/* SPDX-License-Identifier: Apache-2.0 */
/** Market data providers, recordings, caches and stores. */
module io.optionskit.data {
  requires transitive io.optionskit.core;
  requires transitive io.optionskit.greeks;
  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.dataformat.yaml;
  requires com.github.benmanes.caffeine;
  requires com.github.luben.zstd_jni;
  requires de.siegmar.fastcsv;
  requires io.github.resilience4j.circuitbreaker;
  requires io.github.resilience4j.core;
  requires io.github.resilience4j.retry;
  requires java.sql;
  requires jdk.httpserver;
  requires okhttp3;
  requires okio;
  requires org.slf4j;
  requires static duckdb.jdbc;
  requires static org.jspecify;
  requires static redis.clients.jedis;

  exports io.optionskit.data.alpaca;
  exports io.optionskit.data.alphavantage;
  exports io.optionskit.data.backup;
  exports io.optionskit.data.cache;
  exports io.optionskit.data.catalog;
  exports io.optionskit.data.cboe;
  exports io.optionskit.data.cleaning;
  exports io.optionskit.data.columns;
  exports io.optionskit.data.databento;
  exports io.optionskit.data.files;
  exports io.optionskit.data.fred;
  exports io.optionskit.data.freshness;
  exports io.optionskit.data.history;
  exports io.optionskit.data.http;
  exports io.optionskit.data.intake;
  exports io.optionskit.data.polygon;
  exports io.optionskit.data.provider;
  exports io.optionskit.data.quality;
  exports io.optionskit.data.reconcile;
  exports io.optionskit.data.recording;
  exports io.optionskit.data.route;
  exports io.optionskit.data.sampling;
  exports io.optionskit.data.script;
  exports io.optionskit.data.simulator;
  exports io.optionskit.data.store;
  exports io.optionskit.data.stream;
  exports io.optionskit.data.thetadata;
  exports io.optionskit.data.tidy;
  exports io.optionskit.data.tradingeconomics;
  exports io.optionskit.data.yahoo;
}
