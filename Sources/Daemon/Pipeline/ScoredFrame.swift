internal import Core

/// A frame and what the detector said of it, with the generation that said it.
struct ScoredFrame: Sendable {
  let frame: Frame
  let score: FrameScore
  let generation: Generation
}
