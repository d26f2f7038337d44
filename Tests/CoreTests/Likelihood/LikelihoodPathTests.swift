import Glibc
import Storage
import Testing

@testable import Core

@Suite struct LikelihoodPathTests {
  // float32 against PyTorch's: relative 1e-5.
  @Test("norms of the code are those of the reference, whatever the number of workers")
  func golden() throws {
    let golden = try GoldenFile.tiny()
    let (model, frames) = (try golden.model(), try golden.images("frames"))
    let mean = try golden.file.float32("latent_mean").scalars.map(Double.init)
    let logvar = try golden.file.float32("latent_logvar").scalars.map(Double.init)
    let size = mean.count / frames.count
    let paths = LikelihoodPath.paths(of: frames, model: model)
    #expect(paths.count == frames.count)
    for (frame, path) in paths.enumerated() {
      let part = frame * size..<(frame + 1) * size
      let meanNorm = mean[part].reduce(0) { $0 + $1 * $1 }.squareRoot()
      let deviationNorm = logvar[part].reduce(0) { $0 + exp($1) }.squareRoot()
      #expect(abs(path.meanNorm / meanNorm - 1) < 1e-5)
      #expect(abs(path.deviationNorm / deviationNorm - 1) < 1e-5)
    }
    #expect(LikelihoodPath.paths(of: frames, model: model, workers: 3) == paths)
  }

  // The sum of squares in grey levels has a test of its own, with the likelihood.
  @Test("the reconstruction error is the root of the likelihood's squared errors, in units of x")
  func reconstruction() throws {
    let golden = try GoldenFile.tiny()
    let frames = try golden.images("frames")
    let compiled = CompiledModel(try golden.model())
    let executor = Executor(
      plan: Plan(compiled.network, for: .inference, maximumBatch: 1),
      parameters: compiled.parameters)
    let paths = LikelihoodPath.paths(of: frames, model: compiled.model)
    for (index, path) in paths.enumerated() {
      executor.begin(count: 1)
      executor.setFrame(0, frames[index].pixels.span)
      executor.run()
      let squares = (255 * path.reconstructionError) * (255 * path.reconstructionError)
      #expect(abs(squares / executor.squaredErrors[0] - 1) < 1e-12)
      #expect(path.reconstructionError > 0)
    }
  }
}
