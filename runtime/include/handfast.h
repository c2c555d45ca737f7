/* handfast.h: objects of C's that JavaScript owns, and JavaScript's values that C owns.
 *
 * Link with libhandfast_runtime.a (feature `abi`, target wasm32), and load the module with `instantiate()` of the npm package
 * `handfast`, which provides what this imports.
 *
 * An object is memory of yours, which nobody else looks into, and numbered *fields*, which are the runtime's. What an object
 * refers to goes into its fields: then cycles are found, also those through JavaScript, and freed. What your code
 * holds otherwise, in variables and in memory of yours, it holds by an `hf_ref`; such objects, and all that they refer to,
 * stay until you drop the reference.
 *
 * Nothing here traps on a number that is stale, forged or of the wrong kind. Functions that return an `hf_status` answer with
 * HF_OK or an error; the others return 0 on an error. `hf_last_status` and `hf_error_message` say which it was.
 *
 * One thread. Functions of JavaScript's that are called from here may call the module's exports again.
 */
#ifndef HANDFAST_H
#define HANDFAST_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A class, by number. 0 is none. */
typedef uint32_t hf_class;

/* A reference to an object: it owns one count, until hf_ref_drop. 0 is none. A copy of the number is the same reference. */
typedef uint64_t hf_ref;

/* How JavaScript names an object: pass it through parameters and results of exports. It owns nothing. 0 is none. */
typedef double hf_handle;

/* A JavaScript value: it owns one count, until hf_value_drop. 0 is none. */
typedef uint32_t hf_value;

/* 0, or the position of an error in the table of errors; the class of the JavaScript error has the same name. */
typedef uint32_t hf_status;

enum {
  HF_OK = 0,
  HF_STALE_HANDLE = 1,
  HF_DISPOSED = 2,
  HF_WRONG_CLASS = 3,
  HF_NOT_A_HANDLE = 4,
  HF_NULL_HANDLE = 5,
  HF_FOREIGN_HANDLE = 6,
  HF_BORROWED = 7,
  HF_BORROWED_MUT = 8,
  HF_SHARED = 9,
  HF_TABLE_FULL = 10,
  HF_OVER_RELEASE = 11,
  HF_VALUE_GONE = 12,
  HF_FREED = 13,
  HF_POISONED = 15,
  HF_TOO_DEEP = 16,
  HF_DETACHED = 17,
  HF_NO_HOST = 18,
  HF_WRONG_TYPE = 19,
  HF_TOO_LARGE = 20,
  HF_SCOPE_ENDED = 22,
  HF_VIEWED = 26,
  HF_OUT_OF_BOUNDS = 27
};

/* Marks what is called from JavaScript: HF_EXPORT(add) double add(double a, double b) { … } */
#define HF_EXPORT(name) __attribute__((export_name(#name)))

/* ---- classes ---- */

/* Makes a class. JavaScript's class of the same name, if `instantiate()` was given one, is that of its wrappers. `drop` is called once
 * with the data of each object that is gone, and may be NULL; it may call anything here. `name` is copied. Classes are never freed. */
hf_class hf_class_new(const char *name, size_t length, void (*drop)(void *data));

/* ---- objects ---- */

/* Makes an object with empty fields. The object owns `data` from then on, also if nobody ever looks at it; not if 0 is returned. */
hf_ref hf_new(hf_class class_, void *data, uint32_t fields);

/* The data of the object; NULL if it is of another class (HF_WRONG_CLASS). Valid while the object lives. */
void *hf_data(hf_ref object, hf_class class_);

/* Another reference to the same object, to be dropped as well. */
hf_ref hf_ref_clone(hf_ref object);

/* Drops a reference. The object is dropped before this returns if nothing else holds it. */
hf_status hf_ref_drop(hf_ref object);

/* How many references C holds. */
uint32_t hf_ref_count(void);

/* Whether both refer to the same object. */
uint32_t hf_same(hf_ref a, hf_ref b);

/* The handle to return to JavaScript, where it becomes the object's wrapper: always the same one while JavaScript has it. Must be
 * returned, or the object stays. `object` is still yours to drop. */
hf_handle hf_expose(hf_ref object);

/* A reference to the object of a handle that came from JavaScript, to be dropped. */
hf_ref hf_resolve(hf_handle handle);

/* ---- fields ---- */

/* The number of fields. */
uint32_t hf_fields(hf_ref object);

/* Adds empty fields at the end, or takes some away there, with what they hold. */
hf_status hf_resize(hf_ref object, uint32_t fields);

/* Has a field hold an object, or nothing for 0. `target` is still yours to drop. What was in the field is let go of. */
hf_status hf_set(hf_ref object, uint32_t field, hf_ref target);

/* The same without keeping the object: hf_get returns 0 once it is gone. */
hf_status hf_set_weak(hf_ref object, uint32_t field, hf_ref target);

/* Has a field hold a value. `value` is the field's afterwards; on an error it is dropped. */
hf_status hf_set_value(hf_ref object, uint32_t field, hf_value value);

/* A reference to the object in a field, to be dropped; 0 if there is none. */
hf_ref hf_get(hf_ref object, uint32_t field);

/* The value in a field, to be dropped; 0 if there is none. */
hf_value hf_get_value(hf_ref object, uint32_t field);

/* ---- scopes ---- */

/* Opens a scope: every reference that you get from here on is dropped when it is closed. Scopes nest. Returns what closes it, not 0. */
uint32_t hf_scope_open(void);

/* Closes a scope, and every one in it that was left open. References that you have dropped yourself are passed over. */
hf_status hf_scope_close(uint32_t scope);

/* Moves a reference out of the innermost scope, into the one around it; out of the outermost it is yours to drop. Returns it. */
hf_ref hf_scope_escape(hf_ref object);

/* Gives a value to the innermost scope, which drops it when it is closed: it is the scope's, and not yours to drop or to give away any more.
 * hf_value_clone makes one that is yours. Returns it; 0 for 0. If no scope is open, 0, and the value is dropped. */
hf_value hf_scope_value(hf_value value);

/* ---- JavaScript values ---- */

/* Another count of the same value, to be dropped. */
hf_value hf_value_clone(hf_value value);

/* Drops a value. */
hf_status hf_value_drop(hf_value value);

/* A string of UTF-8 text, to be dropped. The text is copied. */
hf_value hf_string(const char *text, size_t length);

/* Writes the UTF-8 text of a string, or of a `RustString` or a part of one, to `text`, at most `capacity` bytes. Returns the length of all of
 * it; negative if it is neither. */
int32_t hf_string_read(hf_value string, char *text, size_t capacity);

/* A number, to be dropped. */
hf_value hf_number(double number);

/* Calls a function. The arguments are lent. Returns what it returns, to be dropped; 0 if it throws: then hf_thrown has the error. */
hf_value hf_call(hf_value function, const hf_value *arguments, size_t count);

/* What the last call that returned 0 has thrown, to be dropped; it is held until the next call otherwise. 0 if it was taken. */
hf_value hf_thrown(void);

/* ---- memory that JavaScript sees where it is ----
 *
 * Nothing is copied: JavaScript gets a `View` or a `RustString`, which keeps its owner, and with it the memory, as long as it lives, or a
 * typed array that it has handed out. It survives that the memory of the module grows. Both sides may write meanwhile. What you
 * promise is that memory stays where it is as long as there are views: ask hf_unviewed before you move or free it yourself.
 *
 * All of these make values: return one from an export, where JavaScript takes it over by `wasm.take()`; or pass it to a function. */

/* Kinds of numbers, by the typed array that JavaScript has for them. */
typedef uint32_t hf_kind;

enum {
  HF_UINT8 = 0,
  HF_INT8 = 1,
  HF_UINT16 = 2,
  HF_INT16 = 3,
  HF_UINT32 = 4,
  HF_INT32 = 5,
  HF_BIGUINT64 = 6,
  HF_BIGINT64 = 7,
  HF_FLOAT32 = 8,
  HF_FLOAT64 = 9,
  HF_UINT8_CLAMPED = 10
};

/* A `View` of `length` numbers at `numbers`, aligned, which must be in memory that stays as long as the object `owner` does. `owner` is
 * still yours to drop. Of a `read_only` one JavaScript gets numbers and copies, but no array. 0 on an error: HF_WRONG_TYPE for a kind that
 * there is not or a wrong alignment, HF_OUT_OF_BOUNDS beyond the end of the memory, HF_TABLE_FULL. */
hf_value hf_view(hf_ref owner, hf_kind kind, void *numbers, size_t length, uint32_t read_only);

/* A `RustString` of UTF-8 text in such memory, which must not change while JavaScript has it: it is decoded when it is first looked at. */
hf_value hf_text_of(hf_ref owner, const char *text, size_t length);

/* The same of a text that is copied, and needs no owner. */
hf_value hf_text(const char *text, size_t length);

/* How many views and texts of the object's memory there are. */
uint32_t hf_views(hf_ref owner);

/* HF_OK if there are none; HF_VIEWED otherwise, with a message that says how many. */
hf_status hf_unviewed(hf_ref owner);

/* Where a view or a text is whose handle JavaScript passes back (`wasm.handle(view)`), and how many bytes it has; `length` may be NULL.
 * Valid until the export returns. NULL if it is none (HF_WRONG_CLASS) or disposed. */
const void *hf_view_data(hf_handle view, size_t *length);

/* ---- errors ---- */

/* The last error of a function here. */
hf_status hf_last_status(void);
const char *hf_error_message(void); /* not terminated; valid until the next call */
uint32_t hf_error_message_len(void);

/* Has JavaScript throw an error when the export that is running returns: call this, clean up, and return. With the last error's own
 * status and message, it is that error: HF_SCOPE_ENDED names the scope of JavaScript's that has released the object. */
void hf_fail(hf_status status, const char *message, size_t length);

/* The same with a value, which is lent: what a function of JavaScript's has thrown goes on as it is. */
void hf_throw(hf_value error);

/* ---- memory ---- */

/* Memory of at least `size` bytes, aligned to 16; NULL if there is none. For those who have no malloc of their own. */
void *hf_alloc(size_t size);

/* Frees it. NULL is nothing; what was freed already, or is not from hf_alloc, is undefined, as with free. */
void hf_free(void *memory);

/* ---- collection ---- */

/* A bridge pass: frees cycles of objects, and shows what objects refer to, to JavaScript's collector. It also runs by itself. */
void hf_collect(void);

#ifdef __cplusplus
}
#endif
#endif
