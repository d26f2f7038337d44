internal import Glibc

/// The exclusive right to make the model of a bundle, held until this object or the process goes.
///
/// A lock on the folder itself, so that nothing is left behind. A file system without such locks
/// (NFS has none for folders) gives the right to everybody.
final class FolderClaim: Sendable {
  private let descriptor: Int32

  /// Takes the right, without waiting.
  ///
  /// - Throws: `CommandFailure` if the folder cannot be opened, or another command has the right.
  init(_ folder: String) throws(CommandFailure) {
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let reason = unsafe String(cString: strerror(errno))
      throw CommandFailure(.inputOutput, "cannot open \(folder): \(reason)")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
      close(descriptor)
      throw CommandFailure(
        .usage,
        "\(folder) is being written by another rose train, build or import: wait until it ends, or "
          + "choose another folder")
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}
