/* A WebKitGTK 4.1 extension that defines gc(), one full synchronous collection, in every page.
 *
 * It runs inside WebKit's own process for the page, where all of these functions are already linked. They are
 * declared here by hand so that no development package is needed to compile it. */
typedef void *Object;
typedef unsigned long GType;
typedef void (*Callback)(void);

#define G_TYPE_NONE 4

extern Object webkit_script_world_get_default(void);
extern Object webkit_frame_get_js_context(Object frame);
extern Object webkit_frame_get_javascript_global_context(Object frame);
extern Object jsc_value_new_function(Object context, const char *name, Callback, Object data,
                                     Callback destroy, GType result, unsigned parameters, ...);
extern void jsc_context_set_value(Object context, const char *name, Object value);
extern void JSSynchronousGarbageCollectForDebugging(Object global_context);
extern unsigned long g_signal_connect_data(Object instance, const char *signal, Callback, Object data,
                                           Callback destroy, int flags);
extern void g_object_unref(Object);

static void collect(Object frame) {
    JSSynchronousGarbageCollectForDebugging(webkit_frame_get_javascript_global_context(frame));
}

/* Comes for every frame as soon as it has a global object, before any of the page's scripts run. */
static void window_object_cleared(Object world, Object page, Object frame) {
    (void)world, (void)page;
    Object context = webkit_frame_get_js_context(frame);
    Object function = jsc_value_new_function(context, "gc", (Callback)collect, frame, 0, G_TYPE_NONE, 0);
    jsc_context_set_value(context, "gc", function);
    g_object_unref(function);
    g_object_unref(context);
}

void webkit_web_extension_initialize(Object extension) {
    (void)extension;
    g_signal_connect_data(webkit_script_world_get_default(), "window-object-cleared",
                          (Callback)window_object_cleared, 0, 0, 0);
}
