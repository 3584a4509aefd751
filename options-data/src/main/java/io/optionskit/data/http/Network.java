/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.CookieJar;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** The network, reached through OkHttp. May be used by several threads. */
final class Network implements Wire, AutoCloseable {

  private final OkHttpClient client;

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
            .build();
  }

  @Override
  public WireAnswer send(WireRequest request) throws IOException {
    Request.Builder sent = new Request.Builder().url(request.uri().toString());
    request.headers().forEach(sent::header);
    String type = request.headers().get("Content-Type");
    RequestBody body =
        request.method().equals("GET")
            ? null
            : RequestBody.create(request.body(), type == null ? null : MediaType.parse(type));
    Response response = client.newCall(sent.method(request.method(), body).build()).execute();
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
