import Glibc
import Testing

@testable import CLI

@Suite struct ExternalProgramTests {
  @Test("A program's exit status comes back")
  func exits() throws {
    #expect(try ExternalProgram.run("true", []) == .exited(0))
    #expect(try ExternalProgram.run("/bin/false", []) == .exited(1))
  }

  @Test("Arguments arrive as they are, for no shell reads them")
  func arguments() throws {
    for text in ["a b", "$HOME", "'\"; exit 3", "", "*"] {
      #expect(try ExternalProgram.run("test", [text, "=", text]) == .exited(0))
    }
    #expect(try ExternalProgram.run("test", ["a", "=", "b"]) == .exited(1))
  }

  @Test("A program that is nowhere is missing")
  func missing() throws {
    #expect(try ExternalProgram.run("rosed-no-such-program", []) == .missing)
    #expect(try ExternalProgram.run("/no/such/program", []) == .missing)
  }

  @Test("What is no program cannot be run, and the error says so")
  func refused() {
    let error = #expect(throws: CommandFailure.self) { try ExternalProgram.run("/etc", []) }
    #expect(error?.status == .unavailable)
    #expect(error?.description.hasPrefix("cannot run /etc: ") == true)
  }

  @Test("A program that a signal ends is told from one that exits, blocked signals or not")
  func killed() throws {
    var (mask, before) = (sigset_t(), sigset_t())
    unsafe sigemptyset(&mask)
    unsafe sigaddset(&mask, SIGTERM)
    unsafe pthread_sigmask(SIG_BLOCK, &mask, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    #expect(try ExternalProgram.run("sh", ["-c", "kill -TERM $$"]) == .killed(signal: SIGTERM))
  }

  @Test("It has the folders of programs, and no other variable of ours")
  func environment() throws {
    unsafe setenv("ROSED_TEST_SECRET", "1", 1)
    defer { unsafe unsetenv("ROSED_TEST_SECRET") }
    let script = "[ -n \"$PATH\" ] && [ -z \"${ROSED_TEST_SECRET-}\" ]"
    #expect(try ExternalProgram.run("sh", ["-c", script]) == .exited(0))
  }
}
