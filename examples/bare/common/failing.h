/* How the exports of these examples fail. */
#ifndef FAILING_H
#define FAILING_H

#include <handfast.h>

/* Has JavaScript throw the runtime's last error once the export has returned. Returns what the export returns then. */
static inline uint32_t fail(void) {
  hf_fail(hf_last_status(), hf_error_message(), hf_error_message_len());
  return 0;
}

/* The same with an error that a function of JavaScript's has thrown, which is taken over. */
static inline void fail_with(hf_value thrown) {
  hf_throw(thrown);
  hf_value_drop(thrown);
}

#endif
