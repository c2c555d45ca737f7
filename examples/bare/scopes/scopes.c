/* Values that refer to each other, also in circles; and scopes, so that code which walks over them has nothing to drop by hand. */
#include "../common/failing.h"

struct value { double number; uint32_t visit; };

static hf_class value_class;
static uint32_t values, visits;

/* The first field of each value holds a listener of JavaScript's; the others refer to values. */
enum { LISTENER, FIRST };

static void value_drop(void *data) {
  hf_free(data);
  values -= 1;
}

/* How many values live: counted here, not by the runtime. */
HF_EXPORT(live) uint32_t live(void) { return values; }

static hf_ref make(double number) {
  if (!value_class) value_class = hf_class_new("Value", 5, value_drop);
  struct value *value = hf_alloc(sizeof *value);
  if (!value) return 0;
  value->number = number;
  value->visit = 0;
  values += 1;
  return hf_new(value_class, value, FIRST);
}

/* Has one value refer to another one. What it gets is the caller's own to drop. */
static int refer(hf_ref from, hf_ref to) {
  uint32_t place = hf_fields(from);
  return hf_resize(from, place + 1) == HF_OK && hf_set(from, place, to) == HF_OK;
}

HF_EXPORT(value_new) hf_handle value_new(double number) {
  uint32_t scope = hf_scope_open();
  hf_handle handle = hf_expose(make(number));
  if (!handle) fail();
  hf_scope_close(scope);
  return handle;
}

HF_EXPORT(value_refer) void value_refer(hf_handle self, hf_handle to) {
  uint32_t scope = hf_scope_open();
  hf_ref from = hf_resolve(self), target = hf_resolve(to);
  if (!from || !target || !refer(from, target)) fail();
  hf_scope_close(scope);
}

/* One of the values that it refers to, by number; 0 if there are not so many. */
HF_EXPORT(value_at) hf_handle value_at(hf_handle self, uint32_t index) {
  uint32_t scope = hf_scope_open();
  hf_ref object = hf_resolve(self);
  hf_ref found = object && index < hf_fields(object) - FIRST ? hf_get(object, FIRST + index) : 0;
  hf_handle handle = found ? hf_expose(found) : 0;
  if (!object) fail();
  hf_scope_close(scope);
  return handle;
}

/* The sum of all that can be reached: a mark on each value, so that circles end. Each level has a scope for what it gets. */
static double sum(hf_ref object, uint32_t visit) {
  struct value *value = hf_data(object, value_class);
  if (!value || value->visit == visit) return 0;
  value->visit = visit;
  double total = value->number;
  uint32_t scope = hf_scope_open();
  for (uint32_t i = FIRST; i < hf_fields(object); i += 1) total += sum(hf_get(object, i), visit);
  hf_scope_close(scope);
  return total;
}

HF_EXPORT(value_sum) double value_sum(hf_handle self) {
  uint32_t scope = hf_scope_open();
  hf_ref object = hf_resolve(self);
  double total = object ? sum(object, ++visits) : 0;
  if (!object) fail();
  hf_scope_close(scope);
  return total;
}

/* Temporaries without a scope, which somebody has forgotten to drop. */
static hf_ref forgotten[10];

HF_EXPORT(forget) void forget(void) {
  for (uint32_t i = 0; i < 10; i += 1) forgotten[i] = make(i);
}

HF_EXPORT(remember) void remember(void) {
  for (uint32_t i = 0; i < 10; i += 1) hf_ref_drop(forgotten[i]);
}

/* The same in a scope. Returns how many references there were on its stack in the end. */
HF_EXPORT(temporaries) uint32_t temporaries(uint32_t count) {
  uint32_t before = hf_ref_count(), scope = hf_scope_open();
  for (uint32_t i = 0; i < count; i += 1) make(i);
  uint32_t many = hf_ref_count() - before;
  hf_scope_close(scope);
  return many;
}

/* The largest of many: each candidate is made in a scope of its own, and one that is better than those before escapes. */
HF_EXPORT(best) hf_handle best(uint32_t count) {
  uint32_t outer = hf_scope_open();
  hf_ref found = 0;
  double largest = -1;
  for (uint32_t i = 0; i < count; i += 1) {
    uint32_t inner = hf_scope_open();
    double number = (double)((i * 7919u) % count);
    hf_ref candidate = make(number);
    if (candidate && number > largest) {
      largest = number;
      found = hf_scope_escape(candidate);
    }
    hf_scope_close(inner);
  }
  hf_handle handle = found ? hf_expose(found) : 0;
  hf_scope_close(outer);
  return handle;
}

/* A circle of values that nothing else refers to; or one of them, for `shown`. */
HF_EXPORT(circle) hf_handle circle(uint32_t count, uint32_t shown) {
  uint32_t scope = hf_scope_open();
  hf_ref first = make(1), last = first;
  for (uint32_t i = 1; i < count; i += 1) {
    hf_ref next = make(1);
    refer(last, next);
    last = next;
  }
  refer(last, first);
  hf_handle handle = shown ? hf_expose(first) : 0;
  hf_scope_close(scope);
  return handle;
}

/* Has a value hold a function, which is given to us. */
HF_EXPORT(value_listen) void value_listen(hf_handle self, hf_value listener) {
  uint32_t scope = hf_scope_open();
  hf_ref object = hf_resolve(self);
  if (!object) {
    fail();
    hf_value_drop(listener);
  } else if (hf_set_value(object, LISTENER, listener) != HF_OK) {
    fail();
  }
  hf_scope_close(scope);
}

/* Tells the listener numbers, until it throws. Arguments and results are values of JavaScript's, and the scope's. */
HF_EXPORT(value_tell) void value_tell(hf_handle self, uint32_t count) {
  uint32_t scope = hf_scope_open();
  hf_value listener = hf_scope_value(hf_get_value(hf_resolve(self), LISTENER));
  for (uint32_t i = 0; listener && i < count; i += 1) {
    hf_value number = hf_scope_value(hf_number(i));
    if (!hf_scope_value(hf_call(listener, &number, 1))) {
      fail_with(hf_thrown());
      break;
    }
  }
  hf_scope_close(scope);
}
