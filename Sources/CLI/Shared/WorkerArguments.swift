internal import ArgumentParser
internal import Glibc

/// The option that says how many workers a command uses.
struct WorkerArguments: ParsableArguments {
  @Option(help: "Threads to use; 0: one a core. Changes no result.")
  var workers = 0

  func validate() throws {
    guard (0...1024).contains(workers) else {
      throw ValidationError("--workers is \(workers), expected 0 to 1024.")
    }
  }

  /// The number of workers.
  var count: Int { workers == 0 ? Self.coreCount : workers }

  /// The cores of the machine.
  static var coreCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
