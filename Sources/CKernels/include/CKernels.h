#ifndef ROSED_CKERNELS_H
#define ROSED_CKERNELS_H
#endif
