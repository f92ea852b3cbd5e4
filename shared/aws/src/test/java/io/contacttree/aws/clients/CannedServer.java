package io.contacttree.aws.clients;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** A server in the place of AWS: a test says what each request is answered with. */
public final class CannedServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private volatile Function<Request, Reply> answers = _ -> Reply.json("{}");

  /** Starts on any free port of this machine only. */
  public CannedServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /**
   * One request as it came.
   *
   * @param number counts from 1
   */
  public record Request(int number, String path, Map<String, List<String>> query, String body) {
    /** Returns the page token, empty where none was sent. */
    public String token() {
      return query.getOrDefault("nextToken", List.of("")).getFirst();
    }
  }

  /**
   * One answer; status 0 closes the connection without any.
   *
   * @param headers further headers
   * @param gzipped whether the body is sent compressed; a header says so only where it is given
   */
  public record Reply(
      int status, String errorType, String body, Map<String, String> headers, boolean gzipped) {
    /** An answer without further headers; an empty error type is none. */
    public Reply(int status, String errorType, String body) {
      this(status, errorType, body, Map.of(), false);
    }

    /** A good answer. */
    public static Reply json(String body) {
      return new Reply(200, "", body);
    }

    /** A refusal with its type. */
    public static Reply error(int status, String type) {
      return new Reply(status, type, "{\"Message\": \"as the test wants it\"}");
    }

    /** No answer; the connection is closed. */
    public static Reply reset() {
      return new Reply(0, "", "");
    }

    /** The same answer with one more header. */
    public Reply with(String header, String value) {
      Map<String, String> more = new TreeMap<>(headers);
      more.put(header, value);
      return new Reply(status, errorType, body, more, gzipped);
    }

    /** The same answer compressed. */
    public Reply gzip() {
      return new Reply(status, errorType, body, headers, true).with("Content-Encoding", "gzip");
    }

    /** Returns the body as it is sent. */
    public byte[] bytes() {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      if (!gzipped) {
        return bytes;
      }
      ByteArrayOutputStream compressed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
        gzip.write(bytes);
      } catch (IOException memoryDoesNotFail) {
        throw new UncheckedIOException(memoryDoesNotFail);
      }
      return compressed.toByteArray();
    }
  }

  /** Returns where the server listens. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Answers each request by this function. */
  public void answer(Function<Request, Reply> function) {
    answers = function;
  }

  /** Answers the first requests by these replies and all further ones by the last. */
  public void answer(Reply... replies) {
    answers = request -> replies[Math.min(request.number(), replies.length) - 1];
  }

  /** Returns the requests so far, in the order they came. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Request request;
      synchronized (requests) {
        request =
            new Request(
                requests.size() + 1,
                exchange.getRequestURI().getPath(),
                query(exchange.getRequestURI().getRawQuery()),
                body);
        requests.add(request);
      }
      Reply reply = answers.apply(request);
      if (reply.status() == 0) {
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      if (!reply.errorType().isEmpty()) {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", reply.errorType());
      }
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] answer = reply.bytes();
      exchange.sendResponseHeaders(reply.status(), answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static Map<String, List<String>> query(String raw) {
    return Arrays.stream(raw == null ? new String[0] : raw.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.groupingBy(
                pair -> pair[0],
                Collectors.mapping(
                    pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                    Collectors.toList())));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
