/* Numbers with a name, in memory that grows: what JavaScript has an array of, what it has a view of, and what may move. */
#include "../common/failing.h"

struct numbers {
  double *values;
  uint32_t length, room;
  char *name;
  uint32_t name_length;
};

enum { LISTENER, FIELDS };

static uint32_t objects;

/* How many objects live: counted here, not by the runtime. */
HF_EXPORT(live) uint32_t live(void) { return objects; }

static void numbers_drop(void *data) {
  struct numbers *numbers = data;
  hf_free(numbers->values);
  hf_free(numbers->name);
  hf_free(numbers);
  objects -= 1;
}

static hf_class numbers_class(void) {
  static hf_class class_;
  if (!class_) class_ = hf_class_new("Numbers", 7, numbers_drop);
  return class_;
}

static void no_memory(void) { hf_fail(HF_TOO_LARGE, "no memory", 9); }

/* The object of a handle; 0, and an error left to be thrown, if there is none. */
static hf_ref resolve(hf_handle self) {
  hf_ref object = hf_resolve(self);
  if (!object) fail();
  return object;
}

/* The numbers of an object; NULL if it is none, and an error if it is of another class. */
static struct numbers *data(hf_ref object) {
  if (!object) return NULL;
  struct numbers *numbers = hf_data(object, numbers_class());
  if (!numbers) fail();
  return numbers;
}

/* The memory grows, as it does whenever some part of an app needs more. */
HF_EXPORT(grow) void grow(uint32_t pages) {
  if (__builtin_wasm_memory_grow(0, pages) == (size_t)-1) no_memory();
}

/* 0, 1, 2 and so on, with a name, which is given to us. */
HF_EXPORT(numbers_new) hf_handle numbers_new(uint32_t length, hf_value name) {
  int32_t name_length = hf_string_read(name, NULL, 0);
  struct numbers *numbers = name_length < 0 ? NULL : hf_alloc(sizeof *numbers);
  hf_handle handle = 0;
  if (name_length < 0) {
    fail();
  } else if (!numbers) {
    no_memory();
  } else {
    objects += 1;
    numbers->length = numbers->room = length;
    numbers->values = length < (1u << 28) ? hf_alloc(length * sizeof(double)) : NULL;
    numbers->name_length = (uint32_t)name_length;
    numbers->name = hf_alloc(numbers->name_length);
    hf_ref object = hf_new(numbers_class(), numbers, FIELDS);
    if (numbers->values && numbers->name) {
      for (uint32_t i = 0; i < length; i += 1) numbers->values[i] = i;
      hf_string_read(name, numbers->name, numbers->name_length);
      handle = hf_expose(object);
      if (!handle) fail();
    } else {
      no_memory();
    }
    hf_ref_drop(object);
  }
  hf_value_drop(name);
  return handle;
}

/* For arrays that JavaScript makes itself: where the numbers are now, and how many there are. */
HF_EXPORT(numbers_pointer) double *numbers_pointer(hf_handle self) {
  hf_ref object = resolve(self);
  struct numbers *numbers = data(object);
  hf_ref_drop(object);
  return numbers ? numbers->values : NULL;
}

HF_EXPORT(numbers_length) uint32_t numbers_length(hf_handle self) {
  hf_ref object = resolve(self);
  struct numbers *numbers = data(object);
  hf_ref_drop(object);
  return numbers ? numbers->length : 0;
}

/* The numbers, where they are. The view keeps the object, and the object its memory. */
HF_EXPORT(numbers_view) hf_value numbers_view(hf_handle self, uint32_t read_only) {
  hf_ref object = resolve(self);
  struct numbers *numbers = data(object);
  hf_value view = numbers ? hf_view(object, HF_FLOAT64, numbers->values, numbers->length, read_only) : 0;
  if (numbers && !view) fail();
  hf_ref_drop(object);
  return view;
}

/* The name, where it is. */
HF_EXPORT(numbers_name) hf_value numbers_name(hf_handle self) {
  hf_ref object = resolve(self);
  struct numbers *numbers = data(object);
  hf_value name = numbers ? hf_text_of(object, numbers->name, numbers->name_length) : 0;
  if (numbers && !name) fail();
  hf_ref_drop(object);
  return name;
}

/* How many bytes of memory a view or a text shows. */
HF_EXPORT(bytes_of) uint32_t bytes_of(hf_handle view) {
  size_t length = 0;
  if (!hf_view_data(view, &length)) fail();
  return (uint32_t)length;
}

/* What C reads, whoever has written it. */
HF_EXPORT(numbers_sum) double numbers_sum(hf_handle self) {
  hf_ref object = resolve(self);
  struct numbers *numbers = data(object);
  double sum = 0;
  for (uint32_t i = 0; numbers && i < numbers->length; i += 1) sum += numbers->values[i];
  hf_ref_drop(object);
  return sum;
}

/* Moves the numbers to where there is room for one more. What was there is freed, so it must not be seen by anybody. */
static int make_room(hf_ref object, struct numbers *numbers) {
  if (hf_unviewed(object) != HF_OK) {
    fail();
    return 0;
  }
  uint32_t room = 2 * numbers->room + 4;
  double *values = hf_alloc(room * sizeof(double));
  if (!values) {
    no_memory();
    return 0;
  }
  for (uint32_t i = 0; i < numbers->length; i += 1) values[i] = numbers->values[i];
  hf_free(numbers->values);
  numbers->values = values;
  numbers->room = room;
  return 1;
}

HF_EXPORT(numbers_push) void numbers_push(hf_handle self, double number) {
  hf_ref object = resolve(self);
  struct numbers *numbers = data(object);
  if (numbers && (numbers->length < numbers->room || make_room(object, numbers))) {
    numbers->values[numbers->length] = number;
    numbers->length += 1;
  }
  hf_ref_drop(object);
}

/* Has the object hold a function, which is given to us. */
HF_EXPORT(numbers_listen) void numbers_listen(hf_handle self, hf_value listener) {
  hf_ref object = hf_resolve(self);
  if (hf_set_value(object, LISTENER, listener) != HF_OK) fail();
  hf_ref_drop(object);
}
