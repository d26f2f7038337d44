import ArgumentParser
import FoundationEssentials
import Testing

@testable import CLI

@Suite struct HelpTests {
  /// Written by `rose help NAME >Tests/CLITests/Fixtures/help/NAME.txt`.
  static let commands: [any ParsableCommand.Type] = [
    TrainCommand.self, ImportCommand.self, FitCommand.self, CalibrateCommand.self,
    BuildCommand.self, ScoreCommand.self, EvaluateCommand.self, ReproduceCommand.self,
    InspectCommand.self,
    BenchCommand.self, SendCommand.self, WatchCommand.self, KeygenCommand.self, StatusCommand.self,
    ReloadCommand.self, PauseCommand.self, ResumeCommand.self, ThresholdCommand.self,
    DriftCommand.self,
    ResetDriftCommand.self,
  ]

  @Test("every help text is the one that was last read through", arguments: commands.indices)
  func helpTexts(index: Int) throws {
    let command = Self.commands[index]
    let name = try #require(command.configuration.commandName)
    let folder = #filePath.dropLast("HelpTests.swift".count)
    let data = try #require(
      FileManager.default.contents(atPath: "\(folder)Fixtures/help/\(name).txt"))
    let help = Rose.helpMessage(for: command, columns: 80)
    #expect(help + "\n" == String(decoding: data, as: UTF8.self))
  }
}
