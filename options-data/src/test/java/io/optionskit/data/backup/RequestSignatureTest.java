/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.spi.Secret;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The examples that Amazon publishes with its description of signatures. */
class RequestSignatureTest {

  private static final RequestSignature S3 =
      new RequestSignature(
          "AKIAIOSFODNN7EXAMPLE",
          Secret.of("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
          "us-east-1",
          "s3");
  private static final String HOST = "examplebucket.s3.amazonaws.com";
  private static final String TIME = "20130524T000000Z";

  @Test
  void ofAnObjectThatIsRead() {
    assertThat(sign("GET", "/test.txt", Map.of(), RequestSignature.NOTHING, "range", "bytes=0-9"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + " SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + " Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }

  @Test
  void ofAnObjectThatIsWritten() {
    String path = RequestSignature.path("/test$file.text");

    assertThat(path).isEqualTo("/test%24file.text");
    assertThat(
            sign(
                "PUT",
                path,
                Map.of(),
                "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
                "date",
                "Fri, 24 May 2013 00:00:00 GMT",
                "x-amz-storage-class",
                "REDUCED_REDUNDANCY"))
        .endsWith("=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  @Test
  void ofTheLifecycleOfABucket() {
    assertThat(sign("GET", "/", Map.of("lifecycle", ""), RequestSignature.NOTHING))
        .endsWith("=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  }

  @Test
  void ofAListOfObjects() {
    assertThat(sign("GET", "/", Map.of("prefix", "J", "max-keys", "2"), RequestSignature.NOTHING))
        .endsWith("=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  }

  @Test
  void ofTheSimplestRequestOfTheTestSuite() {
    RequestSignature service =
        new RequestSignature(
            "AKIDEXAMPLE",
            Secret.of("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
            "us-east-1",
            "service");
    TreeMap<String, String> headers = new TreeMap<>();
    headers.put("host", "example.amazonaws.com");
    headers.put("x-amz-date", "20150830T123600Z");

    assertThat(service.authorization("GET", "/", Map.of(), headers, RequestSignature.NOTHING))
        .endsWith("=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    assertThat(
            service.authorization(
                "GET",
                "/",
                Map.of("Param2", "value2", "Param1", "value1"),
                headers,
                RequestSignature.NOTHING))
        .endsWith("=b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
  }

  private static String sign(
      String method, String path, Map<String, String> query, String hash, String... more) {
    TreeMap<String, String> headers = new TreeMap<>();
    headers.put("host", HOST);
    headers.put("x-amz-content-sha256", hash);
    headers.put("x-amz-date", TIME);
    for (int i = 0; i < more.length; i += 2) {
      headers.put(more[i], more[i + 1]);
    }
    return S3.authorization(method, path, query, headers, hash);
  }
}
