/* Nodes of a graph: the smallest class that shows references both ways. */
#include <handfast.h>

struct node { double value; };

enum { NEXT, LISTENER, FIELDS };

static hf_class node_class;
static int live;

static void node_drop(void *data) {
  live -= 1;
  hf_free(data);
}

/* What an export that fails does: JavaScript throws the error once it has returned. */
static hf_handle fail_with_last_error(void) {
  hf_fail(hf_last_status(), hf_error_message(), hf_error_message_len());
  return 0;
}

HF_EXPORT(node_live) int node_live(void) { return live; }

HF_EXPORT(node_new) hf_handle node_new(double value) {
  if (!node_class) node_class = hf_class_new("Node", 4, node_drop);
  struct node *node = hf_alloc(sizeof *node);
  if (!node) { hf_fail(HF_TOO_LARGE, "no memory", 9); return 0; }
  node->value = value;
  hf_ref object = hf_new(node_class, node, FIELDS);
  live += 1;
  hf_handle handle = hf_expose(object);
  hf_ref_drop(object);
  return handle ? handle : fail_with_last_error();
}

HF_EXPORT(node_value) double node_value(hf_handle self) {
  hf_ref object = hf_resolve(self);
  struct node *node = hf_data(object, node_class);
  if (!node) return fail_with_last_error();
  double value = node->value;
  hf_ref_drop(object);
  return value;
}

HF_EXPORT(node_set_next) void node_set_next(hf_handle self, hf_handle next) {
  hf_ref object = hf_resolve(self);
  hf_ref target = next ? hf_resolve(next) : 0;
  if (!object || (next && !target) || hf_set(object, NEXT, target) != HF_OK) fail_with_last_error();
  hf_ref_drop(target);
  hf_ref_drop(object);
}

HF_EXPORT(node_next) hf_handle node_next(hf_handle self) {
  hf_ref object = hf_resolve(self);
  if (!object) return fail_with_last_error();
  hf_ref next = hf_get(object, NEXT);
  hf_handle handle = next ? hf_expose(next) : 0;
  hf_ref_drop(next);
  hf_ref_drop(object);
  return handle;
}

HF_EXPORT(node_listen) void node_listen(hf_handle self, hf_value listener) {
  hf_ref object = hf_resolve(self);
  if (!object) { hf_value_drop(listener); fail_with_last_error(); return; }
  if (hf_set_value(object, LISTENER, listener) != HF_OK) fail_with_last_error();
  hf_ref_drop(object);
}

/* Calls the listener with the node's value; returns what it returns, or 0 if there is none. What it throws is thrown on. */
HF_EXPORT(node_fire) hf_value node_fire(hf_handle self) {
  hf_ref object = hf_resolve(self);
  if (!object) { fail_with_last_error(); return 0; }
  hf_value listener = hf_get_value(object, LISTENER), result = 0;
  if (listener) {
    hf_value argument = hf_number(((struct node *)hf_data(object, node_class))->value);
    result = hf_call(listener, &argument, 1);
    hf_value_drop(argument);
    hf_value_drop(listener);
    if (!result) result = hf_thrown();
  }
  hf_ref_drop(object);
  return result;
}
