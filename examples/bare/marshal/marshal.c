/* Strings, arrays, arrays of arrays and out-parameters, without copying and freeing by hand: a module of WASI's, with the C
 * library's own malloc. What it returns is an object, whose memory is freed when JavaScript has let go of it. */
#include <stdlib.h>
#include <string.h>

#include "../common/failing.h"

static uint32_t objects;

/* How many objects live: counted here, not by the runtime. */
HF_EXPORT(live) uint32_t live(void) { return objects; }

/* Shows an object to JavaScript. Drops the reference. */
static hf_handle give(hf_ref object) {
  hf_handle handle = hf_expose(object);
  if (!handle) fail();
  hf_ref_drop(object);
  return handle;
}

static hf_ref make(hf_class class_, void *data, uint32_t fields) {
  hf_ref object = data ? hf_new(class_, data, fields) : 0;
  if (object) objects += 1;
  else hf_fail(HF_TOO_LARGE, "no memory", 9);
  return object;
}

/* The data of an object; of none, NULL, and the error stays that of whoever found none. */
static void *data_of(hf_ref object, hf_class class_) { return object ? hf_data(object, class_) : NULL; }

/* ---- StringBuffer: text that grows ---- */

struct buffer { char *text; size_t length, room; };

static void buffer_drop(void *data) {
  struct buffer *buffer = data;
  free(buffer->text);
  free(buffer);
  objects -= 1;
}

static hf_class buffer_class(void) {
  static hf_class class_;
  if (!class_) class_ = hf_class_new("StringBuffer", 12, buffer_drop);
  return class_;
}

HF_EXPORT(buffer_new) hf_handle buffer_new(void) {
  return give(make(buffer_class(), calloc(1, sizeof(struct buffer)), 0));
}

/* Appends a string of JavaScript's, which is given to us. It is written where it stays: there is no copy in between. */
HF_EXPORT(buffer_append) void buffer_append(hf_handle self, hf_value string) {
  hf_ref object = hf_resolve(self);
  struct buffer *buffer = data_of(object, buffer_class());
  int32_t length = hf_string_read(string, NULL, 0);
  if (!buffer || length < 0) {
    fail();
  } else {
    size_t needed = buffer->length + (size_t)length;
    if (needed > buffer->room) {
      char *text = realloc(buffer->text, 2 * needed);
      if (text) { buffer->text = text; buffer->room = 2 * needed; }
    }
    if (needed > buffer->room) {
      hf_fail(HF_TOO_LARGE, "no memory", 9);
    } else {
      hf_string_read(string, buffer->text + buffer->length, (size_t)length);
      buffer->length = needed;
    }
  }
  hf_value_drop(string);
  hf_ref_drop(object);
}

/* Out-parameters: where the text is, and how long. It stays there until the next append, or until the object is gone. */
HF_EXPORT(buffer_text) void buffer_text(hf_handle self, char **text, uint32_t *length) {
  hf_ref object = hf_resolve(self);
  struct buffer *buffer = data_of(object, buffer_class());
  *text = buffer ? buffer->text : NULL;
  *length = buffer ? (uint32_t)buffer->length : 0;
  if (!buffer) fail();
  hf_ref_drop(object);
}

/* ---- Numbers: an array, and Rows: an array of arrays ---- */

struct numbers { uint32_t length; double values[]; };

static void numbers_drop(void *data) {
  free(data);
  objects -= 1;
}

static hf_class numbers_class(void) {
  static hf_class class_;
  if (!class_) class_ = hf_class_new("Numbers", 7, numbers_drop);
  return class_;
}

static void rows_drop(void *data) {
  (void)data;
  objects -= 1;
}

static hf_class rows_class(void) {
  static hf_class class_;
  if (!class_) class_ = hf_class_new("Rows", 4, rows_drop);
  return class_;
}

static struct numbers *numbers_of(uint32_t length) {
  struct numbers *numbers = malloc(sizeof *numbers + length * sizeof(double));
  if (numbers) numbers->length = length;
  return numbers;
}

HF_EXPORT(numbers_pointer) double *numbers_pointer(hf_handle self) {
  hf_ref object = hf_resolve(self);
  struct numbers *numbers = data_of(object, numbers_class());
  if (!numbers) fail();
  hf_ref_drop(object);
  return numbers ? numbers->values : NULL;
}

HF_EXPORT(numbers_length) uint32_t numbers_length(hf_handle self) {
  hf_ref object = hf_resolve(self);
  struct numbers *numbers = data_of(object, numbers_class());
  if (!numbers) fail();
  hf_ref_drop(object);
  return numbers ? numbers->length : 0;
}

/* The squares of the numbers below `count`. */
HF_EXPORT(squares) hf_handle squares(uint32_t count) {
  struct numbers *numbers = numbers_of(count);
  for (uint32_t i = 0; numbers && i < count; i += 1) numbers->values[i] = (double)i * i;
  return give(make(numbers_class(), numbers, 0));
}

/* Pascal's triangle: an object whose fields are its rows, each an object of its own. */
HF_EXPORT(pascal) hf_handle pascal(uint32_t count) {
  static char nothing;
  uint32_t scope = hf_scope_open();
  hf_ref rows = make(rows_class(), &nothing, count);
  struct numbers *above = NULL;
  for (uint32_t row = 0; rows && row < count; row += 1) {
    struct numbers *numbers = numbers_of(row + 1);
    hf_ref object = make(numbers_class(), numbers, 0);
    if (!object) break;
    for (uint32_t i = 0; i <= row; i += 1)
      numbers->values[i] = i == 0 || i == row ? 1 : above->values[i - 1] + above->values[i];
    hf_set(rows, row, object);
    above = numbers;
  }
  hf_handle handle = hf_expose(rows);
  hf_scope_close(scope);
  return handle;
}

HF_EXPORT(rows_count) uint32_t rows_count(hf_handle self) {
  hf_ref object = hf_resolve(self);
  uint32_t count = hf_fields(object);
  if (!object) fail();
  hf_ref_drop(object);
  return count;
}

HF_EXPORT(rows_at) hf_handle rows_at(hf_handle self, uint32_t index) {
  hf_ref object = hf_resolve(self);
  hf_ref row = hf_get(object, index);
  hf_handle handle = row ? hf_expose(row) : 0;
  if (!handle) fail();
  hf_ref_drop(row);
  hf_ref_drop(object);
  return handle;
}

/* ---- out-parameters ---- */

HF_EXPORT(divide) void divide(int32_t a, int32_t b, int32_t *quotient, int32_t *remainder) {
  if (b == 0) { hf_fail(HF_WRONG_TYPE, "division by zero", 16); return; }
  *quotient = a / b;
  *remainder = a % b;
}
