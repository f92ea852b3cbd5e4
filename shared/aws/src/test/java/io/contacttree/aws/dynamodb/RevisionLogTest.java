package io.contacttree.aws.dynamodb;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeStore.SaveResult;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What is logged where the table fails after a revision: types and places, no text of the SDK. */
class RevisionLogTest {
  private static final Instant LATER = DrawnTree.READ_AT.plus(Duration.ofHours(1));

  /** The SDK quotes what a request said in what it says of a failure. */
  private static final String CANARY = "canary@example.com";

  private static final String TYPE = SdkClientException.class.getName();

  private final TestStore test = new TestStore();
  private final Lines log = new Lines();

  @BeforeEach
  void listen() {
    log.open();
  }

  @AfterEach
  void listenNoMore() {
    log.close();
  }

  @Test
  void repairThatIsCutShort_isLoggedWithoutTheTextOfTheFailure() {
    KnownTree known = LargeTrees.star(1, 201, DrawnTree.READ_AT);
    assertThat(test.store.save(DrawnTree.stored(known, 1), List.of()))
        .isEqualTo(new SaveResult.Saved());
    StoredTree before = loaded(LargeTrees.member(1));
    StoredTree after =
        DrawnTree.stored(known.merge(LargeTrees.star(0, 1, LATER)), before.revision() + 1);
    test.client.beforeWrite(this::failOnceTheRootHasMoved);

    assertThat(test.store.save(after, List.of(before))).isEqualTo(new SaveResult.Saved());

    assertThat(log.lines).singleElement().asString().contains("aliases").contains(TYPE);
    assertThat(log.lines).noneMatch(line -> line.contains(CANARY));
  }

  /** Lets the revision pass and what is left to repair after it fail. */
  private void failOnceTheRootHasMoved() {
    if (test.identity(LargeTrees.member(1).value()).get("entity_type").s().equals("ALIAS")) {
      fail();
    }
    test.client.beforeWrite(this::failOnceTheRootHasMoved);
  }

  private static void fail() {
    throw SdkClientException.create(CANARY + " is no key", new IllegalStateException(CANARY));
  }

  private StoredTree loaded(ContactId contact) {
    return test.store.load(DRAWN_INSTANCE, Set.of(contact)).treeOf(contact).orElseThrow();
  }

  /** What goes to the log, each line with the whole stack trace. */
  private static final class Lines extends AbstractAppender {
    private final LoggerContext context = LoggerContext.getContext(false);
    private final LoggerConfig root = context.getConfiguration().getRootLogger();
    private final Level before = root.getLevel();
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    private Lines() {
      super("lines", null, null, false, Property.EMPTY_ARRAY);
    }

    private void open() {
      start();
      root.addAppender(this, null, null);
      root.setLevel(Level.WARN);
      context.updateLoggers();
    }

    private void close() {
      root.removeAppender(getName());
      root.setLevel(before);
      context.updateLoggers();
      stop();
    }

    @Override
    public void append(LogEvent event) {
      if (!event.getLoggerName().startsWith("io.contacttree.")) {
        return;
      }
      StringWriter line = new StringWriter();
      line.write(event.getMessage().getFormattedMessage() + '\n');
      if (event.getThrown() != null) {
        event.getThrown().printStackTrace(new PrintWriter(line, true));
      }
      lines.add(line.toString());
    }
  }
}
