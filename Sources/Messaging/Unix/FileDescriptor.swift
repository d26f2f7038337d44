internal import Glibc

/// The owner of a file descriptor, which it closes at its end.
struct FileDescriptor: ~Copyable, Sendable {
  /// The number the system knows the descriptor by.
  let number: Int32

  /// Takes over an open descriptor.
  init(owning number: Int32) { self.number = number }

  deinit { close(number) }
}
