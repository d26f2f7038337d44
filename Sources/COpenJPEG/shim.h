#include <openjpeg.h>

// In C, as opj_cparameters_t holds arrays of 4,096 characters, which Swift takes for tuples of as many.
static inline OPJ_BOOL rosed_opj_setup_lossless(
    opj_codec_t *codec, opj_image_t *image, int resolutions) {
  opj_cparameters_t parameters;
  opj_set_default_encoder_parameters(&parameters);
  parameters.irreversible = 0;
  parameters.tcp_numlayers = 1;
  parameters.tcp_rates[0] = 0;
  parameters.cp_disto_alloc = 1;
  parameters.numresolution = resolutions;
  parameters.tcp_mct = 0;
  return opj_setup_encoder(codec, &parameters, image);
}
