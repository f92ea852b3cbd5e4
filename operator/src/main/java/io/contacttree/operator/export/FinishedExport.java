package io.contacttree.operator.export;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What was exported.
 *
 * @param id the name of the export: 14 digits and 8 hexadecimal ones
 * @param from where the window begins; absent for a full export
 * @param to where the window ends, of a full export its time
 * @param items how many items or records it has
 * @param folder the export's own folder, with its manifests
 */
public record FinishedExport(
    String id, Optional<Instant> from, Instant to, long items, Path folder) {}
