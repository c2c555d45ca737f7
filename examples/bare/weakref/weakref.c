/* MyClass: a class with a constructor, a method and a destructor. Its objects share a counter inside wasm, and hold a
 * listener of JavaScript's. */
#include "../common/failing.h"

struct my_class { uint32_t number; };
struct counter { uint32_t greetings; };

enum { COUNTER, LISTENER, FIELDS };

static hf_class my_class, counter_class;
static uint32_t made, my_classes, counters;

/* The destructors. What the fields hold is let go of by the runtime. */
static void my_class_drop(void *self) {
  my_classes -= 1;
  hf_free(self);
}

static void counter_drop(void *self) {
  counters -= 1;
  hf_free(self);
}

HF_EXPORT(live) uint32_t live(void) { return my_classes; }
HF_EXPORT(live_counters) uint32_t live_counters(void) { return counters; }

static hf_ref new_counter(void) {
  if (!counter_class) counter_class = hf_class_new("Counter", 7, counter_drop);
  struct counter *counter = hf_alloc(sizeof *counter);
  if (!counter) return 0;
  counter->greetings = 0;
  counters += 1;
  return hf_new(counter_class, counter, 0);
}

/* The constructor. The counter is that of `sibling`, or a new one: it lives as long as any of those who share it. */
HF_EXPORT(my_class_new) hf_handle my_class_new(hf_handle sibling) {
  if (!my_class) my_class = hf_class_new("MyClass", 7, my_class_drop);
  uint32_t scope = hf_scope_open();
  hf_ref other = sibling ? hf_resolve(sibling) : 0;
  hf_ref counter = other ? hf_get(other, COUNTER) : sibling ? 0 : new_counter();
  struct my_class *self = counter ? hf_alloc(sizeof *self) : NULL;
  hf_handle handle = 0;
  if (self) {
    self->number = ++made;
    my_classes += 1;
    hf_ref object = hf_new(my_class, self, FIELDS);
    hf_set(object, COUNTER, counter);
    handle = hf_expose(object);
  }
  if (!handle) fail();
  hf_scope_close(scope);
  return handle;
}

/* Has the object hold a function. `listener` is given to us. */
HF_EXPORT(my_class_listen) void my_class_listen(hf_handle self, hf_value listener) {
  hf_ref object = hf_resolve(self);
  if (hf_set_value(object, LISTENER, listener) != HF_OK) fail();
  hf_ref_drop(object);
}

/* The method: counts, calls the listener with the number of the object, and returns how many have greeted. */
HF_EXPORT(my_class_greet) uint32_t my_class_greet(hf_handle self) {
  uint32_t scope = hf_scope_open(), greetings = 0;
  hf_ref object = hf_resolve(self);
  struct my_class *mine = object ? hf_data(object, my_class) : NULL;
  if (mine) {
    struct counter *counter = hf_data(hf_get(object, COUNTER), counter_class);
    greetings = ++counter->greetings;
    hf_value listener = hf_get_value(object, LISTENER);
    if (listener) {
      hf_value number = hf_number(mine->number);
      hf_value result = hf_call(listener, &number, 1);
      if (!result) fail_with(hf_thrown());
      hf_value_drop(result);
      hf_value_drop(number);
      hf_value_drop(listener);
    }
  } else {
    fail();
  }
  hf_scope_close(scope);
  return greetings;
}
