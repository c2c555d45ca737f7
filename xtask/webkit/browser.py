#!/usr/bin/python3
"""A WebKitGTK browser of one window that loads our extension; see README.md.

browser.py --automation      is driven by WebKitWebDriver
browser.py ADDRESS [SCRIPT]  shows a page, with a script that runs before those of the page, and prints
                             window.__result as JSON as soon as the page has set it
"""

import os
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

POLL_MS = 50

# WebKit's own way of showing a page's console loses what the page's process has buffered when it ends.
CONSOLE = """
for (const level of ["log", "info", "warn", "error"]) {
  const write = console[level];
  console[level] = (...words) => {
    write.apply(console, words);
    webkit.messageHandlers.console.postMessage(words.join(" "));
  };
}
"""

context = WebKit2.WebContext.new_ephemeral()
context.connect(
    "initialize-web-extensions",
    lambda context: context.set_web_extensions_directory(os.environ["HANDFAST_WEBKIT_EXTENSION"]),
)


def show(**properties):
    view = WebKit2.WebView(web_context=context, **properties)
    window = Gtk.Window()
    window.set_default_size(1000, 700)
    window.add(view)
    window.show_all()
    view.connect("close", lambda view: window.destroy())
    return view


def automate():
    def started(context, session):
        session.set_application_info(WebKit2.ApplicationInfo())
        session.connect("create-web-view", lambda session: show(is_controlled_by_automation=True))

    context.set_automation_allowed(True)
    context.connect("automation-started", started)


def visit(address, script):
    scripts = WebKit2.UserContentManager()
    scripts.connect(
        "script-message-received::console",
        lambda scripts, message: print(f"webkit: {message.get_js_value().to_string()}", file=sys.stderr),
    )
    scripts.register_script_message_handler("console")
    for source in (CONSOLE, script):
        at_start = WebKit2.UserScriptInjectionTime.START
        every_frame = WebKit2.UserContentInjectedFrames.ALL_FRAMES
        scripts.add_script(WebKit2.UserScript.new(source, every_frame, at_start, None, None))
    view = show(user_content_manager=scripts)

    def poll():
        view.evaluate_javascript("JSON.stringify(window.__result)", -1, None, None, None, read)

    def read(view, answer):
        value = view.evaluate_javascript_finish(answer)
        if value.is_undefined():
            GLib.timeout_add(POLL_MS, poll)
            return
        print(value.to_string())
        Gtk.main_quit()

    view.load_uri(address)
    poll()


if sys.argv[1] == "--automation":
    automate()
else:
    visit(sys.argv[1], open(sys.argv[2]).read() if len(sys.argv) > 2 else "")
Gtk.main()
