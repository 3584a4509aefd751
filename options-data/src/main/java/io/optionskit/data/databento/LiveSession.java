/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * One connection to Databento's live gateway, from the challenge to the stream of records.
 *
 * <p>It is {@code AUTHENTICATED} when {@link #connect} returns it, {@code STREAMING} from {@link
 * #start} on, and {@code CLOSED} in the end; what does not fit the state throws {@link
 * IllegalStateException}. The key itself is never sent, only a hash of it with the challenge. The
 * stream has heartbeats as {@link DbnRecord.SystemMessage}, refusals as {@link
 * DbnRecord.ErrorMessage} and, before the first record of an instrument, its {@link
 * DbnRecord.SymbolMapping}. A silent connection ends with {@code UNAVAILABLE}; nothing reconnects
 * by itself, as {@link DatabentoStream} does.
 *
 * <p>One thread subscribes and reads; another may {@link #close} to end its waiting.
 */
public final class LiveSession implements AutoCloseable {

  private static final int LONGEST_LINE = 4096;
  private static final int MOST_LINES = 16;

  /** How far a session has come. */
  public enum State {
    /** Let in; takes subscriptions. */
    AUTHENTICATED,
    /** Sends records; takes more subscriptions. */
    STREAMING,
    /** Over. */
    CLOSED
  }

  private final LiveSettings settings;
  private final DatabentoKey key;
  private final Socket socket;
  private final InputStream in;
  private String version = "";
  private String sessionId = "";
  private int subscriptions;
  private volatile State state = State.AUTHENTICATED;

  private LiveSession(LiveSettings settings, DatabentoKey key, Socket socket, InputStream in) {
    this.settings = settings;
    this.key = key;
    this.socket = socket;
    this.in = in;
  }

  /**
   * Connects to the gateway and proves to have the key.
   *
   * @param settings where and how
   * @param key key of the account
   * @return session that is let in and sends nothing yet
   * @throws ProviderException {@code NOT_ENTITLED} if the gateway does not let the key in, {@code
   *     UNAVAILABLE} if it cannot be reached, hangs up or is too slow, {@code BAD_DATA} if it does
   *     not speak the protocol
   */
  public static LiveSession connect(LiveSettings settings, DatabentoKey key) {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(
          new InetSocketAddress(settings.host(), settings.port()),
          (int) settings.timeout().toMillis());
      LiveSession session =
          new LiveSession(
              settings, key, socket, new BufferedInputStream(socket.getInputStream(), 1 << 16));
      session.authenticate();
      return session;
    } catch (IOException e) {
      closeQuietly(socket, e);
      throw new ProviderException(
          Reason.UNAVAILABLE,
          "databento's gateway "
              + settings.host()
              + ":"
              + settings.port()
              + " cannot be reached: "
              + e.getClass().getSimpleName(),
          e);
    } catch (RuntimeException e) {
      closeQuietly(socket, e);
      throw e;
    }
  }

  /**
   * Returns the gateway's number of this session.
   *
   * @return text for support, empty if the gateway gave none
   */
  public String sessionId() {
    return sessionId;
  }

  /**
   * Returns the version of the gateway.
   *
   * @return version such as {@code 0.7.2}, empty if it gave none
   */
  public String gatewayVersion() {
    return version;
  }

  /**
   * Returns how far the session has come.
   *
   * @return state
   */
  public State state() {
    return state;
  }

  /**
   * Asks for records, before or after the start.
   *
   * @param subscription what is wanted
   * @throws ProviderException {@code UNAVAILABLE} if the connection is broken
   * @throws IllegalStateException if the session is closed
   */
  public void subscribe(LiveSubscription subscription) {
    if (state == State.CLOSED) {
      throw new IllegalStateException("session is closed: connect again to subscribe");
    }
    subscriptions++;
    for (String line : subscription.lines(subscriptions)) {
      send(line, "subscribing");
    }
  }

  /**
   * Starts the stream.
   *
   * @return reader of the records as they come; closing it or the session ends both
   * @throws ProviderException {@code UNAVAILABLE} if the connection breaks or is silent, {@code
   *     BAD_DATA} if no DBN comes or that of another dataset
   * @throws IllegalStateException if the session has started or is closed
   */
  public DbnReader start() {
    if (state != State.AUTHENTICATED) {
      throw new IllegalStateException("session can be started once, but it is " + state);
    }
    state = State.STREAMING;
    send("start_session=0", "starting");
    DbnReader reader;
    try {
      socket.setSoTimeout((int) settings.longestSilence().toMillis());
      reader = DbnReader.open(in);
    } catch (IOException e) {
      throw broken("starting", e);
    } catch (ProviderException e) {
      close();
      throw e;
    }
    String dataset = reader.metadata().map(DbnMetadata::dataset).orElse("");
    if (!dataset.equals(settings.dataset())) {
      close();
      throw new ProviderException(
          Reason.BAD_DATA,
          "databento's gateway was asked for "
              + settings.dataset()
              + " but sends '"
              + key.redact(dataset)
              + "'");
    }
    return reader;
  }

  /** Hangs up. A reader that waits for a record ends with {@code UNAVAILABLE}. */
  @Override
  public void close() {
    state = State.CLOSED;
    try {
      socket.close();
    } catch (IOException e) {
      throw new ProviderException(
          Reason.UNAVAILABLE, "connection to databento's gateway cannot be closed", e);
    }
  }

  private void authenticate() {
    long deadlineNs = System.nanoTime() + settings.timeout().toNanos();
    GatewayLine challenge = read("cram", deadlineNs);
    send(
        "auth="
            + key.answerTo(challenge.find("cram").orElse(""))
            + "|dataset="
            + settings.dataset()
            + "|encoding=dbn|ts_out="
            + (settings.wantsSentTimes() ? 1 : 0)
            + "|compression=none|heartbeat_interval_s="
            + settings.heartbeat().toSeconds()
            + "|client=OptionsKit",
        "authenticating");
    GatewayLine answer = read("success", deadlineNs);
    if (!answer.find("success").filter("1"::equals).isPresent()) {
      throw new ProviderException(
          Reason.NOT_ENTITLED,
          "databento's gateway does not let the key in: "
              + shown(key.redact(answer.find("error").orElse("no reason given"))));
    }
    sessionId = answer.find("session_id").orElse("");
  }

  /** Reads lines up to the one that has a value of this name. */
  private GatewayLine read(String name, long deadlineNs) {
    for (int i = 0; i < MOST_LINES; i++) {
      GatewayLine line = GatewayLine.parse(readLine(name, deadlineNs));
      line.find("lsg_version").ifPresent(said -> version = shown(key.redact(said)));
      if (line.has(name)) {
        return line;
      }
      if (line.has("error")) {
        throw new ProviderException(
            Reason.UNAVAILABLE,
            "databento's gateway hangs up: " + shown(key.redact(line.find("error").orElse(""))));
      }
    }
    throw new ProviderException(
        Reason.BAD_DATA, "databento's gateway sent " + MOST_LINES + " lines but none with " + name);
  }

  private String readLine(String awaited, long deadlineNs) {
    StringBuilder line = new StringBuilder();
    try {
      while (line.length() <= LONGEST_LINE) {
        long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
        if (leftMs <= 0) {
          throw new SocketTimeoutException("time is up");
        }
        socket.setSoTimeout((int) leftMs);
        int c = in.read();
        if (c == '\n') {
          return line.toString();
        }
        if (c < 0) {
          throw new ProviderException(
              Reason.UNAVAILABLE, "databento's gateway hung up before it sent " + awaited);
        }
        if (c < ' ' || c > '~') {
          throw new ProviderException(
              Reason.BAD_DATA,
              "a line of databento's gateway must be ASCII text, not with byte " + c);
        }
        line.append((char) c);
      }
    } catch (IOException e) {
      throw broken("waiting for " + awaited, e);
    }
    throw new ProviderException(
        Reason.BAD_DATA,
        "a line of databento's gateway must have at most " + LONGEST_LINE + " characters");
  }

  private void send(String line, String doing) {
    try {
      socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw broken(doing, e);
    }
  }

  private ProviderException broken(String doing, IOException e) {
    closeQuietly(socket, e);
    state = State.CLOSED;
    String what =
        e instanceof SocketTimeoutException
            ? " was silent for too long while "
            : " broke the connection while ";
    return new ProviderException(Reason.UNAVAILABLE, "databento's gateway" + what + doing, e);
  }

  private static void closeQuietly(Socket socket, Exception because) {
    try {
      socket.close();
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  private static String shown(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
