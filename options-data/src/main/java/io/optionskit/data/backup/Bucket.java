/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.backup;

import io.optionskit.data.store.StoreException;
import io.optionskit.spi.Secret;
import io.optionskit.spi.SecretSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a bucket. Every request is signed with all of its body; redirects are not
 * followed, so that nothing goes to another host. May be used by several threads.
 */
final class Bucket implements AutoCloseable {

  /** An object and its length. */
  record Stored(String key, long bytes) {}

  /** A request as it is signed. */
  private record Call(String method, String key, Map<String, String> query, RequestBody body) {

    static Call of(String method, String key, Map<String, String> query) {
      return new Call(method, key, query, NONE);
    }

    static Call of(String method, String key, Map<String, String> query, String xml) {
      return new Call(method, key, query, RequestBody.create(xml.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static final RequestBody NONE = RequestBody.create(new byte[0]);
  private static final int ATTEMPTS = 4;
  private static final int LONGEST_TEXT = 8 << 20;

  private final BucketAddress address;
  private final SecretSource secrets;
  private final InstantSource clock;
  private final Duration pause;
  private final OkHttpClient client;

  /**
   * Opens a bucket.
   *
   * @param pause half of the time before the second attempt; each further one waits twice as long
   * @param dns finds the addresses of hosts
   */
  Bucket(
      BucketAddress address, SecretSource secrets, InstantSource clock, Duration pause, Dns dns) {
    this.address = address;
    this.secrets = secrets;
    this.clock = clock;
    this.pause = pause;
    client =
        new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .dns(dns)
            .proxy(address.endpoint().getScheme().equals("http") ? Proxy.NO_PROXY : null)
            .connectTimeout(Duration.ofSeconds(10))
            .readTimeout(Duration.ofSeconds(60))
            .writeTimeout(Duration.ofSeconds(60))
            .callTimeout(Duration.ofMinutes(30))
            .build();
  }

  BucketAddress address() {
    return address;
  }

  /** Writes a file, in parts of a length if it is longer than one. */
  void put(String key, Path file, long partBytes) {
    try {
      long length = Files.size(file);
      if (length <= partBytes) {
        text(new Call("PUT", key, Map.of(), new FilePart(file, 0, length)));
      } else {
        putInParts(key, file, length, partBytes);
      }
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private void putInParts(String key, Path file, long length, long partBytes) {
    String upload =
        Xml.find(text(Call.of("POST", key, Map.of("uploads", ""))), "UploadId")
            .orElseThrow(() -> new StoreException(address + " began no upload of " + key));
    try {
      StringBuilder done = new StringBuilder("<CompleteMultipartUpload>");
      int number = 0;
      for (long from = 0; from < length; from += partBytes) {
        FilePart part = new FilePart(file, from, Math.min(partBytes, length - from));
        Map<String, String> query =
            Map.of("partNumber", String.valueOf(++number), "uploadId", upload);
        String tag = tagOf(new Call("PUT", key, query, part));
        done.append("<Part><PartNumber>").append(number).append("</PartNumber><ETag>");
        done.append(tag.replace("\"", "&quot;")).append("</ETag></Part>");
      }
      done.append("</CompleteMultipartUpload>");
      String answer = text(Call.of("POST", key, Map.of("uploadId", upload), done.toString()));
      // This one answer may be 200 and still tell of a failure.
      if (Xml.find(answer, "ETag").isEmpty()) {
        throw new StoreException(
            address + " did not put the parts of " + key + " together: " + problem(answer));
      }
    } catch (RuntimeException e) {
      try {
        text(Call.of("DELETE", key, Map.of("uploadId", upload)));
      } catch (RuntimeException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  /** Reads an object into a file, which appears when it is whole. */
  void get(String key, Path file) {
    Path partial = file.resolveSibling("." + file.getFileName() + ".partial");
    send(
        Call.of("GET", key, Map.of()),
        response -> {
          try (InputStream in = response.body().byteStream()) {
            Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
          }
          return true;
        });
    try {
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StoreException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Lists the objects whose name begins so, in the order of their names. */
  List<Stored> list(String prefix) {
    List<Stored> found = new ArrayList<>();
    Map<String, String> query = new TreeMap<>(Map.of("list-type", "2", "prefix", prefix));
    while (true) {
      String answer = text(Call.of("GET", "", query));
      for (Map<String, String> object : Xml.elements(answer, "Contents")) {
        found.add(
            new Stored(
                object.getOrDefault("Key", ""), Long.parseLong(object.getOrDefault("Size", "-1"))));
      }
      Optional<String> next = Xml.find(answer, "NextContinuationToken");
      if (!Xml.find(answer, "IsTruncated").orElse("").equals("true") || next.isEmpty()) {
        return List.copyOf(found);
      }
      if (next.get().equals(query.put("continuation-token", next.get()))) {
        throw new StoreException(address + " gives the same page of its list again and again");
      }
    }
  }

  void delete(String key) {
    text(Call.of("DELETE", key, Map.of()));
  }

  /** Returns a setting of the bucket, empty if it has none. */
  Optional<String> setting(String name) {
    return send(
        Call.of("GET", "", Map.of(name, "")),
        response ->
            response.code() == 404 ? Optional.<String>empty() : Optional.of(text(response.body())));
  }

  /** Changes a setting of the bucket; without a name it makes the bucket. */
  void setSetting(String name, String xml) {
    text(Call.of("PUT", "", name.isEmpty() ? Map.of() : Map.of(name, ""), xml));
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private String text(Call call) {
    return send(call, response -> text(response.body()));
  }

  private String tagOf(Call call) {
    return send(call, response -> String.valueOf(response.header("ETag")));
  }

  /** What is made of an answer. */
  private interface Taking<T> {
    T of(Response response) throws IOException;
  }

  private <T> T send(Call call, Taking<T> taking) {
    String what = call.method + " " + address.bucket() + "/" + call.key;
    for (int attempt = 1; ; attempt++) {
      @Nullable StoreException failure;
      try (Response response = client.newCall(request(call)).execute()) {
        int code = response.code();
        boolean isAbsentSetting =
            code == 404 && call.key.isEmpty() && isAbsent(response.peekBody(1 << 16).string());
        if (response.isSuccessful() || isAbsentSetting) {
          return taking.of(response);
        }
        failure = failure(what, code, text(response.body()));
        if (code != 500 && code != 502 && code != 503 && code != 504 && code != 429) {
          throw failure;
        }
      } catch (IOException e) {
        failure =
            new StoreException("cannot " + what + " at " + address + ": " + e.getMessage(), e);
      }
      if (attempt == ATTEMPTS) {
        throw failure;
      }
      waitBefore(attempt);
    }
  }

  private static boolean isAbsent(String answer) {
    return answer.contains("NoSuchLifecycleConfiguration");
  }

  private void waitBefore(int attempt) {
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos() << attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting for " + address, e);
    }
  }

  private Request request(Call call) throws IOException {
    String host = address.endpoint().getHost();
    String path = RequestSignature.path("/" + call.key);
    if (address.isPathStyle()) {
      path = "/" + address.bucket() + (call.key.isEmpty() ? "" : path);
    } else {
      host = address.bucket() + "." + host;
    }
    String query = RequestSignature.query(call.query);
    int port = address.endpoint().getPort();
    String authority = port < 0 ? host : host + ":" + port;
    HttpUrl url =
        HttpUrl.get(
            address.endpoint().getScheme()
                + "://"
                + authority
                + path
                + (query.isEmpty() ? "" : "?" + query));
    TreeMap<String, String> headers = new TreeMap<>();
    boolean isDefault = url.port() == HttpUrl.defaultPort(url.scheme());
    headers.put("host", isDefault ? url.host() : url.host() + ":" + url.port());
    String hash = call.body.sha256().hex();
    headers.put("x-amz-content-sha256", hash);
    headers.put("x-amz-date", RequestSignature.time(clock.instant()));
    secrets
        .find(BucketBackups.SESSION_TOKEN)
        .ifPresent(token -> headers.put("x-amz-security-token", token.reveal()));
    if (call.query.containsKey("lifecycle") && call.method.equals("PUT")) {
      headers.put("content-md5", md5(call.body));
    }
    RequestSignature signature =
        new RequestSignature(
            secret(BucketBackups.ACCESS_KEY).reveal(),
            secret(BucketBackups.SECRET_KEY),
            address.region(),
            "s3");
    Request.Builder request = new Request.Builder().url(url);
    headers.forEach(request::header);
    request.header(
        "Authorization", signature.authorization(call.method, path, call.query, headers, hash));
    boolean hasBody = call.method.equals("PUT") || call.method.equals("POST");
    return request.method(call.method, hasBody ? call.body : null).build();
  }

  private Secret secret(String name) {
    return secrets
        .find(name)
        .orElseThrow(() -> new StoreException("there is no key for " + address + ": set " + name));
  }

  private static String md5(RequestBody body) throws IOException {
    try (Buffer buffer = new Buffer()) {
      body.writeTo(buffer);
      return buffer.md5().base64();
    }
  }

  private static String text(ResponseBody body) throws IOException {
    byte[] bytes = body.byteStream().readNBytes(LONGEST_TEXT);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private StoreException failure(String what, int code, String answer) {
    String advice =
        switch (code) {
          case 301, 307, 400 -> "; is the region " + address.region() + " right?";
          case 403 -> "; check the keys, what they allow, and the clock of this machine";
          default -> "";
        };
    return new StoreException(
        "cannot " + what + " at " + address + ": HTTP " + code + " " + problem(answer) + advice);
  }

  /** Returns what a service says of a failure; never the rest, which may repeat the request. */
  private static String problem(String answer) {
    try {
      return (Xml.find(answer, "Code").orElse("") + " " + Xml.find(answer, "Message").orElse(""))
          .trim();
    } catch (IllegalArgumentException e) {
      return "without a description";
    }
  }
}
