package io.contacttree.local.cli;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.flow.BuildListener;
import io.contacttree.domain.tree.ContactTree;
import io.contacttree.domain.tree.TreeState;
import io.contacttree.view.TreeDrawing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Shows each tree once it is finished and has been quiet for a while, so that a burst of revisions
 * is one drawing.
 *
 * <p>It draws the tree that was written, which is the one that is served, so that looking at it
 * costs no request. Thread-safe.
 */
public final class FinishedTreePrinter implements BuildListener {

  private static final Duration QUIET = Duration.ofSeconds(5);

  private record Key(InstanceId instance, ContactId tree) {}

  private record Noted(ContactTree tree, long atNanos) {}

  private final Terminal terminal;
  private final TreeDrawing drawing;
  private final LongSupplier nanoTime;
  private final Map<Key, Noted> notShown = new LinkedHashMap<>();
  private final Map<Key, Integer> shown = new HashMap<>();

  /**
   * Makes a board.
   *
   * @param nanoTime a clock that only runs forward, in nanoseconds
   */
  public FinishedTreePrinter(Terminal terminal, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.drawing = new TreeDrawing(terminal.style());
    this.nanoTime = nanoTime;
  }

  /** Notes the tree; what has become part of it is no tree any more. */
  @Override
  public void written(ContactTree tree) {
    Noted noted = new Noted(tree, nanoTime.getAsLong());
    synchronized (notShown) {
      tree.contacts().forEach(member -> notShown.remove(new Key(tree.instance(), member.id())));
      notShown.put(new Key(tree.instance(), tree.treeId()), noted);
    }
  }

  /** Shows the finished trees that have been quiet for a while. */
  public void showQuiet() {
    long now = nanoTime.getAsLong();
    show(noted -> isFinished(noted.tree().state()) && now - noted.atNanos() >= QUIET.toNanos());
  }

  /** Shows all finished trees, because nothing is going on. */
  public void showFinished() {
    show(noted -> isFinished(noted.tree().state()));
  }

  /** Shows everything, also what is still open or unsettled. */
  public void showAll() {
    show(noted -> true);
  }

  private void show(Predicate<Noted> wanted) {
    List<ContactTree> trees = new ArrayList<>();
    synchronized (notShown) {
      for (Iterator<Noted> all = notShown.values().iterator(); all.hasNext(); ) {
        Noted noted = all.next();
        if (wanted.test(noted)) {
          trees.add(noted.tree());
          all.remove();
        }
      }
    }
    trees.forEach(this::show);
  }

  /** A tree whose drawing would look the same is not drawn again. */
  private void show(ContactTree tree) {
    String text = drawing.draw(tree);
    Integer before;
    synchronized (notShown) {
      before = shown.put(new Key(tree.instance(), tree.treeId()), text.hashCode());
    }
    if (before == null || before != text.hashCode()) {
      terminal.show(text);
    }
  }

  private static boolean isFinished(TreeState state) {
    return switch (state) {
      case COMPLETE, PARTIAL -> true;
      case OPEN, SETTLING -> false;
    };
  }
}
