// A prompter of GNOME Keyring that takes every call and never shows or answers anything, like a
// dialog on a screen that nobody looks at.

#include <gio/gio.h>

namespace {

constexpr char kInterface[] =
    "<node><interface name='org.gnome.keyring.internal.Prompter'>"
    "<method name='BeginPrompting'><arg type='o' direction='in'/></method>"
    "<method name='PerformPrompt'><arg type='o' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='a{sv}' direction='in'/><arg type='s' direction='in'/></method>"
    "<method name='StopPrompting'><arg type='o' direction='in'/></method>"
    "</interface></node>";

// The request to begin is accepted, so that the keyring waits for what never follows.
void OnCall(GDBusConnection*, const char*, const char*, const char*, const char* method, GVariant*,
            GDBusMethodInvocation* invocation, void*) {
  if (g_strcmp0(method, "BeginPrompting") == 0)
    g_dbus_method_invocation_return_value(invocation, nullptr);
}

void OnBus(GDBusConnection* connection, const char*, void* interface) {
  static const GDBusInterfaceVTable table = {OnCall, nullptr, nullptr, {}};
  g_dbus_connection_register_object(connection, "/org/gnome/keyring/Prompter",
                                    static_cast<GDBusInterfaceInfo*>(interface), &table, nullptr,
                                    nullptr, nullptr);
}

}  // namespace

int main() {
  GDBusNodeInfo* node = g_dbus_node_info_new_for_xml(kInterface, nullptr);
  g_bus_own_name(G_BUS_TYPE_SESSION, "org.gnome.keyring.SystemPrompter",
                 G_BUS_NAME_OWNER_FLAGS_NONE, OnBus, nullptr, nullptr, node->interfaces[0],
                 nullptr);
  g_main_loop_run(g_main_loop_new(nullptr, FALSE));
}
