package io.contacttree.verification.runtime;

import io.contacttree.local.template.FunctionDefinition;
import io.contacttree.verification.runtime.RuntimeApiStub.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A function as it was built, in a process of its own under Lambda's runtime. */
final class BuiltFunction implements AutoCloseable {

  /** How long a process may take to begin or end, on the slowest machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final FunctionDefinition function;
  private final RuntimeApiStub runtime;
  private final Process process;
  private final Path log;

  private BuiltFunction(
      FunctionDefinition function, RuntimeApiStub runtime, Process process, Path log) {
    this.function = function;
    this.runtime = runtime;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts the process.
   *
   * @param folder its task root is {@code task} in it, its output goes to {@code log}
   * @param variables the whole environment but for what the Runtime API decides
   */
  static BuiltFunction start(
      FunctionDefinition function,
      RuntimeInterfaceClient client,
      Path folder,
      Map<String, String> variables)
      throws IOException {
    Path taskRoot = folder.resolve("task").toAbsolutePath();
    Path log = folder.resolve("log");
    RuntimeApiStub runtime = RuntimeApiStub.start(function);
    ProcessBuilder builder =
        new ProcessBuilder(client.command(function.handler(), function.memoryMegabytes()))
            .directory(taskRoot.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(variables);
    environment.put("LAMBDA_TASK_ROOT", taskRoot.toString());
    environment.put("AWS_LAMBDA_RUNTIME_API", runtime.address());
    return new BuiltFunction(function, runtime, builder.start(), log);
  }

  RuntimeApiStub runtime() {
    return runtime;
  }

  /** Returns the failure of the initialisation, or empty when the function waits for events. */
  Optional<Report.Failure> initialised() {
    return await(runtime.initialised(), PATIENCE);
  }

  /** Waits until a snapshot could be taken. */
  void awaitRestorePoint() {
    await(runtime.restoreAsked(), PATIENCE);
  }

  /** Hands over one event and returns what came of it. */
  Report report(String event) {
    return await(runtime.send(event), function.timeout());
  }

  /** Hands over one event and returns the answer; a failure of the handler fails the test. */
  String invoke(String event) {
    return switch (report(event)) {
      case Report.Answer answer -> answer.json();
      case Report.Failure failure ->
          throw new AssertionError(failure + System.lineSeparator() + log());
    };
  }

  /** Waits for the end of a process that ends by itself. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("The process does not end." + System.lineSeparator() + log());
    }
    return process.exitValue();
  }

  /** Returns what the function wrote so far. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void close() {
    process.destroy();
    if (process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join().isAlive()) {
      process.destroyForcibly();
    }
    runtime.close();
  }

  private <T> T await(CompletableFuture<T> awaited, Duration longest) {
    CompletableFuture<Object> ended =
        CompletableFuture.anyOf(awaited, process.onExit())
            .orTimeout(longest.toSeconds(), TimeUnit.SECONDS);
    try {
      ended.join();
    } catch (RuntimeException late) {
      throw new AssertionError("No report in " + longest + System.lineSeparator() + log(), late);
    }
    if (!awaited.isDone()) {
      throw new AssertionError(
          "The process ended with " + process.exitValue() + System.lineSeparator() + log());
    }
    return awaited.join();
  }
}
