extension ConfigurationKey {
  /// The keys of `[workers]`.
  static let workers = [
    key(
      "workers", "count", .integer(0...256), .integer(0), .restart,
      "the frames' batches scored at once; 0: one a core"),
    key(
      "workers", "max_batch", .integer(1...256), .integer(16), .restart,
      "the most frames scored together"),
    key(
      "workers", "max_delay", .duration(.zero...(.seconds(10))), .string("5ms"), .reload,
      "the longest a frame may wait for others while another worker is busy"),
    key(
      "workers", "drain_timeout", .duration(.zero...(.seconds(600))), .string("10s"), .reload,
      "the longest to go on scoring queued frames after SIGTERM"),
  ]
}
