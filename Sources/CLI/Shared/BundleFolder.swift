internal import Glibc

/// The folder of a bundle that is to be made.
enum BundleFolder {
  /// Makes the folder if it is not there.
  ///
  /// - Throws: `CommandFailure` if it cannot be made or nothing can be written to it.
  static func create(_ bundle: String) throws(CommandFailure) {
    guard unsafe mkdir(bundle, 0o755) == 0 || errno == EEXIST else {
      let reason = unsafe String(cString: strerror(errno))
      throw CommandFailure(.inputOutput, "cannot create \(bundle): \(reason)")
    }
    var status = stat()
    guard unsafe stat(bundle, &status) != 0 || status.st_mode & S_IFMT == S_IFDIR else {
      throw CommandFailure(
        .inputOutput,
        "cannot write to \(bundle): it is not a folder; name one, or a path where nothing is yet")
    }
    guard unsafe access(bundle, W_OK | X_OK) == 0 else {
      let reason = unsafe String(cString: strerror(errno))
      throw CommandFailure(.inputOutput, "cannot write to \(bundle): \(reason)")
    }
  }

  /// Finds out before hours of work, without making the folder, whether a model can be written.
  ///
  /// - Throws: `CommandFailure` if there is something that nothing can be written to, another
  ///   command is at work there or, unless it `resumes`, there is work already.
  static func check(_ bundle: String, resumes: Bool) throws(CommandFailure) {
    guard exists(bundle) else { return }
    try create(bundle)
    _ = try FolderClaim(bundle)
    if !resumes { try requireEmpty(bundle) }
  }

  /// Refuses a bundle that has a model or a checkpoint: hours of work are not written over.
  static func requireEmpty(_ bundle: String) throws(CommandFailure) {
    let checkpoint = TrainingCheckpoint.path(in: bundle)
    guard !exists(checkpoint) else {
      throw CommandFailure(
        .usage,
        "\(bundle) has the checkpoint of a training: go on with --resume, or delete \(checkpoint) "
          + "to begin anew")
    }
    guard !exists("\(bundle)/model.json") else {
      throw CommandFailure(
        .usage, "\(bundle) has a model already: choose another folder, or delete it first")
    }
  }

  /// Whether there is a file or folder of a name.
  static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
}
