internal import CZeroMQ

/// Memory that the process has freed.
public enum FreeMemory {
  /// Gives it back to the system, as far as whole pages are free; takes some milliseconds.
  ///
  /// The allocator keeps what lies between blocks in use: hundreds of MB after a message of very many
  /// parts, and up to a generation's factors in each of its arenas after some reloads.
  public static func giveBack() { malloc_trim(0) }
}
