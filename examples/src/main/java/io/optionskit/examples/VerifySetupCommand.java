/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.data.yahoo.YahooMarket;
import io.optionskit.examples.report.Json;
import io.optionskit.spi.ProviderException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks what the other commands need and says what to do where something is missing. */
@Command(
    name = "verify-setup",
    description =
        "Checks Java, memory, disk, databases, journal, model and, if asked, a data provider.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  optionskit verify-setup",
      "  optionskit verify-setup --out /data/runs --base-url https://query2.finance.yahoo.com"
    })
final class VerifySetupCommand implements SubCommand {

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder that runs will write to; default ./optionskit-out.")
  private Path out = Path.of("optionskit-out");

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "Provider behind --base-url; yahoo.")
  private String provider = "yahoo";

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "Asks the provider at this address too; by default nothing is called.")
  private Optional<String> baseUrl = Optional.empty();

  @Option(
      names = "--symbol",
      paramLabel = "TICKER",
      description = "Underlying that the provider is asked for; default SPY.")
  private String symbol = "SPY";

  @Override
  public Job prepare(Problems problems) {
    Optional<ProviderAccess> settings =
        problems.read("--base-url", baseUrl, url -> ProviderAccess.at(URI.create(url)));
    if (!provider.equals("yahoo")) {
      problems.add("--provider must be yahoo: " + provider);
    }
    return console -> {
      List<SetupCheck> checks = new ArrayList<>(LocalChecks.run(out));
      settings.ifPresent(where -> checks.add(reach(where)));
      boolean ok = checks.stream().allMatch(SetupCheck::passed);
      return new Outcome(ok ? 0 : 1, json(ok, checks), text(ok, checks));
    };
  }

  private SetupCheck reach(ProviderAccess access) {
    try (YahooMarket market = YahooMarket.of(access)) {
      int expiries = market.expirations(symbol).size();
      return SetupCheck.ok("provider", "yahoo lists " + expiries + " expiries of " + symbol);
    } catch (ProviderException e) {
      return SetupCheck.failed(
          "provider",
          e.reason().name().toLowerCase(Locale.ROOT) + ": " + e.getMessage(),
          e.retryable()
              ? "check the address and the network, and try again later"
              : "check the address, the ticker and what the account may see");
    }
  }

  private static ObjectNode json(boolean ok, List<SetupCheck> checks) {
    ObjectNode json = Json.object().put("ok", ok);
    ArrayNode array = json.putArray("checks");
    for (SetupCheck check : checks) {
      ObjectNode each = array.addObject();
      each.put("name", check.name());
      each.put("ok", check.passed());
      each.put("found", check.found());
      each.put("advice", check.advice().orElse(null));
    }
    return json;
  }

  private static String text(boolean ok, List<SetupCheck> checks) {
    StringBuilder text = new StringBuilder();
    for (SetupCheck check : checks) {
      text.append(check.passed() ? "ok      " : "FAILED  ").append(check.name());
      text.append(" ".repeat(Math.max(1, 18 - check.name().length()))).append(check.found());
      check.advice().ifPresent(advice -> text.append("\n        what to do: ").append(advice));
      text.append('\n');
    }
    long failed = checks.stream().filter(check -> !check.passed()).count();
    return text.append('\n').append(ok ? "Everything is there." : failed + " failed.").toString();
  }
}
