/// What a pass leaves of one layer: the patches it read and the gradients of the loss at its
/// outputs, for every frame and position.
///
/// Slices of the pass's buffers, valid until its next run.
struct LayerSamples {
  /// a_t, `[frames · positions, patch]`.
  let patches: Slab

  /// g_t, `[frames · positions, out]`.
  let gradients: Slab

  /// The number of frames.
  let frames: Int
}
