package dev.coffer.engine;

import java.nio.file.Path;
import java.util.UUID;

/**
 * Where a database lives.
 *
 * @param id immutable; stands in an identity file inside the folder
 * @param dataFolder absolute
 * @param logFolder absolute; where the engine keeps its log when that is not below the data folder, otherwise equal to
 *     what the engine would choose itself
 */
public record DatabaseHome(UUID id, Path dataFolder, Path logFolder) {}
