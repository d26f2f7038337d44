internal import Glibc

/// Another program, run without a shell until it ends.
enum ExternalProgram {
  /// How it ended.
  enum Outcome: Equatable {
    /// There is no such program.
    case missing
    /// It ended by itself, with this status.
    case exited(Int32)
    /// A signal ended it.
    case killed(signal: Int32)
  }

  /// What it gets to know of the environment: where things are, and the language.
  private static let variables = [
    "PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "XDG_CACHE_HOME", "FONTCONFIG_FILE",
    "FONTCONFIG_PATH",
  ]

  /// Runs a program and waits for its end.
  ///
  /// It reads nothing, what it writes to standard output is lost, and its messages go to standard
  /// error. Signals that are blocked here are not blocked there.
  ///
  /// - Parameters:
  ///   - program: Its name, looked for in PATH, or its path.
  ///   - arguments: What it gets to see as its arguments, each as it is.
  /// - Returns: How it ended.
  /// - Throws: `CommandFailure` if it is there but cannot be started.
  static func run(
    _ program: String, _ arguments: [String]
  ) throws(CommandFailure) -> Outcome {
    let environment = variables.compactMap { name in
      unsafe getenv(name).map { unsafe "\(name)=\(String(cString: $0))" }
    }
    var process = pid_t()
    let failure = start(program, [program] + arguments, environment, &process)
    // The search for a program that nobody has ends with the last folder's error.
    if [ENOENT, ENOTDIR].contains(failure) { return .missing }
    guard failure == 0 else { throw Self.failure("run", program, failure) }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw Self.failure("wait for", program, errno) }
    }
    let signal = status & 0x7F
    return signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal)
  }

  /// Starts it; returns 0 or an error number.
  private static func start(
    _ program: String, _ arguments: [String], _ environment: [String], _ process: inout pid_t
  ) -> Int32 {
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    var none = sigset_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    return unsafe withCStrings(arguments) { argv in
      unsafe withCStrings(environment) { envp in
        unsafe posix_spawnp(&process, program, &actions, &attributes, argv, envp)
      }
    }
  }

  /// Calls `body` with copies of texts that end with 0, the last followed by nil.
  private static func withCStrings(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Int32
  ) -> Int32 {
    let copies = unsafe texts.map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe copies.indices { unsafe free(copies[index]) } }
    return unsafe body(copies)
  }

  private static func failure(
    _ action: String, _ program: String, _ code: Int32
  ) -> CommandFailure {
    let reason = unsafe String(cString: strerror(code))
    return CommandFailure(.unavailable, "cannot \(action) \(program): \(reason)")
  }
}
