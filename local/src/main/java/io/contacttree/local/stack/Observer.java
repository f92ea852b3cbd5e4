package io.contacttree.local.stack;

import io.contacttree.domain.flow.BuildListener;
import java.util.function.Consumer;

/**
 * Who hears what happens in a running stack.
 *
 * @param building hears what the building functions do
 * @param complaints hears, in one line each, what goes wrong around them
 */
public record Observer(BuildListener building, Consumer<String> complaints) {}
