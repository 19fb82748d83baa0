#include "common/storage/secret_service.h"

#include <dlfcn.h>
#include <libsecret/secret.h>

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"

namespace o365::storage {
namespace {

// The functions used, by name; those of GLib are found by way of libsecret, which needs them.
#define O365_SECRET_FUNCTIONS(F)      \
  F(g_dbus_error_strip_remote_error)  \
  F(g_error_free)                     \
  F(g_hash_table_insert)              \
  F(g_hash_table_new)                 \
  F(g_hash_table_unref)               \
  F(g_list_free_full)                 \
  F(g_object_unref)                   \
  F(g_quark_to_string)                \
  F(g_str_equal)                      \
  F(g_str_hash)                       \
  F(secret_collection_for_alias_sync) \
  F(secret_collection_get_locked)     \
  F(secret_password_clearv_sync)      \
  F(secret_password_free)             \
  F(secret_password_lookupv_sync)     \
  F(secret_password_storev_sync)      \
  F(secret_service_get_sync)          \
  F(secret_service_unlock_sync)

struct Library {
#define O365_DECLARE(name) decltype(&::name) name = nullptr;
  O365_SECRET_FUNCTIONS(O365_DECLARE)
#undef O365_DECLARE
};

absl::Status NoLibrary(absl::string_view why) {
  return base::WithHint(
      absl::FailedPreconditionError(absl::StrCat("no libsecret (", why, ")")),
      "install it (Debian: apt install libsecret-1-0), or choose O365_CREDENTIAL_STORE=file or "
      "O365_CREDENTIAL_STORE=memory");
}

absl::StatusOr<Library> Open(const std::string& name) {
  // RTLD_NODELETE: GLib's type system keeps pointers into itself and must never be unloaded.
  void* handle = ::dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (handle == nullptr) return NoLibrary(::dlerror());
  Library library;
#define O365_LOAD(function)                                                               \
  library.function = reinterpret_cast<decltype(&::function)>(::dlsym(handle, #function)); \
  if (library.function == nullptr) return NoLibrary(absl::StrCat(name, " lacks " #function));
  O365_SECRET_FUNCTIONS(O365_LOAD)
#undef O365_LOAD
  return library;
}

// Attributes say which record an item is; the schema's name is one of them.
const SecretSchema& Schema() {
  static const SecretSchema schema = {
      "org.o365.Connection",
      SECRET_SCHEMA_NONE,
      {{"service", SECRET_SCHEMA_ATTRIBUTE_STRING}, {nullptr, SECRET_SCHEMA_ATTRIBUTE_STRING}},
      0,
      nullptr,
      nullptr,
      nullptr,
      nullptr,
      nullptr,
      nullptr,
      nullptr};
  return schema;
}

absl::Status Locked() { return KeyringError("the keyring is locked"); }

// A GError that frees itself: pass `.out()` to a call, then ask `.ToStatus()`.
class Error {
 public:
  explicit Error(const Library& library) : library_(library) {}
  Error(const Error&) = delete;
  Error& operator=(const Error&) = delete;
  ~Error() {
    if (error_ != nullptr) library_.g_error_free(error_);
  }

  GError** out() { return &error_; }
  absl::Status ToStatus() const;

 private:
  const Library& library_;
  GError* error_ = nullptr;
};

absl::Status Error::ToStatus() const {
  if (error_ == nullptr) return absl::OkStatus();
  const absl::string_view domain = library_.g_quark_to_string(error_->domain);
  const int code = error_->code;
  if (domain == "secret-error" && code == SECRET_ERROR_IS_LOCKED) return Locked();
  library_.g_dbus_error_strip_remote_error(error_);
  if (domain == "g-dbus-error-quark" &&
      (code == G_DBUS_ERROR_SERVICE_UNKNOWN || code == G_DBUS_ERROR_NAME_HAS_NO_OWNER))
    return KeyringError("no Secret Service (nothing on D-Bus offers org.freedesktop.secrets)");
  // Connecting to the bus fails with these.
  if (domain == "g-io-error-quark" || domain == "g-exec-error-quark") {
    return KeyringError(
        absl::StrCat("no Secret Service (D-Bus cannot be reached: ", error_->message, ")"));
  }
  return KeyringError(absl::StrCat("the Secret Service failed: ", error_->message));
}

class Caller {
 public:
  explicit Caller(const Library& library) : library_(library) {}

  // Makes sure that the default collection is there and unlocked. libsecret itself reports an
  // item of a locked collection as not found, and waits for ever for a new one's password.
  // kNotFound when there is no collection.
  absl::Status Unlock();
  absl::StatusOr<std::optional<base::Secret>> Lookup(const SecretServiceCall& call);
  absl::Status Store(const SecretServiceCall& call);
  absl::Status Clear(const SecretServiceCall& call);

 private:
  struct Unref {
    const Library* library;
    void operator()(void* object) const { library->g_object_unref(object); }
  };
  template <class T>
  std::unique_ptr<T, Unref> Own(T* object) const {
    return {object, Unref{&library_}};
  }
  struct UnrefTable {
    const Library* library;
    void operator()(GHashTable* table) const { library->g_hash_table_unref(table); }
  };
  using Attributes = std::unique_ptr<GHashTable, UnrefTable>;
  // Points into `key`.
  Attributes AttributesOf(const std::string& key) const;

  const Library& library_;
};

absl::Status Caller::Unlock() {
  Error error(library_);
  const auto service =
      Own(library_.secret_service_get_sync(SECRET_SERVICE_NONE, nullptr, error.out()));
  RETURN_IF_ERROR(error.ToStatus());
  const auto collection = Own(library_.secret_collection_for_alias_sync(
      service.get(), SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, nullptr, error.out()));
  RETURN_IF_ERROR(error.ToStatus());
  if (collection == nullptr) return absl::NotFoundError("no keyring");
  if (!library_.secret_collection_get_locked(collection.get())) return absl::OkStatus();

  GList objects = {collection.get(), nullptr, nullptr};
  GList* unlocked = nullptr;
  const int count =
      library_.secret_service_unlock_sync(service.get(), &objects, nullptr, &unlocked, error.out());
  library_.g_list_free_full(unlocked, library_.g_object_unref);
  RETURN_IF_ERROR(error.ToStatus());
  return count > 0 ? absl::OkStatus() : Locked();
}

Caller::Attributes Caller::AttributesOf(const std::string& key) const {
  GHashTable* table = library_.g_hash_table_new(library_.g_str_hash, library_.g_str_equal);
  // The table neither changes nor keeps what it points to.
  library_.g_hash_table_insert(table, const_cast<char*>("service"), const_cast<char*>(key.c_str()));
  return {table, UnrefTable{&library_}};
}

absl::StatusOr<std::optional<base::Secret>> Caller::Lookup(const SecretServiceCall& call) {
  Error error(library_);
  const Attributes attributes = AttributesOf(call.key);
  // libsecret's own deleter, which wipes it.
  const std::unique_ptr<char, decltype(library_.secret_password_free)> found(
      library_.secret_password_lookupv_sync(&Schema(), attributes.get(), nullptr, error.out()),
      library_.secret_password_free);
  RETURN_IF_ERROR(error.ToStatus());
  if (found == nullptr) return std::nullopt;
  return base::Secret(std::string(found.get()));
}

absl::Status Caller::Store(const SecretServiceCall& call) {
  Error error(library_);
  const Attributes attributes = AttributesOf(call.key);
  library_.secret_password_storev_sync(&Schema(), attributes.get(), SECRET_COLLECTION_DEFAULT,
                                       call.label.c_str(), call.record.Reveal().c_str(), nullptr,
                                       error.out());
  return error.ToStatus();
}

absl::Status Caller::Clear(const SecretServiceCall& call) {
  Error error(library_);
  const Attributes attributes = AttributesOf(call.key);
  library_.secret_password_clearv_sync(&Schema(), attributes.get(), nullptr, error.out());
  return error.ToStatus();
}

}  // namespace

absl::Status KeyringError(absl::string_view message) {
  return base::WithHint(
      absl::FailedPreconditionError(message),
      "start or unlock a keyring (gnome-keyring-daemon --unlock), or choose "
      "O365_CREDENTIAL_STORE=file (private files) or O365_CREDENTIAL_STORE=memory (keeps nothing)");
}

absl::StatusOr<std::optional<base::Secret>> CallSecretService(const SecretServiceOptions& options,
                                                              const SecretServiceCall& call) {
  ASSIGN_OR_RETURN(const Library library, Open(options.library));
  Caller caller(library);
  if (!options.file_backend) {
    const absl::Status unlocked = caller.Unlock();
    if (absl::IsNotFound(unlocked)) {
      // With no collection there is nothing to erase either.
      if (call.kind == SecretServiceCall::Kind::kErase) return std::nullopt;
      return KeyringError("no keyring (the Secret Service has no default collection)");
    }
    RETURN_IF_ERROR(unlocked);
  }
  switch (call.kind) {
    case SecretServiceCall::Kind::kGet:
      return caller.Lookup(call);
    case SecretServiceCall::Kind::kSet:
      RETURN_IF_ERROR(caller.Store(call));
      return std::nullopt;
    case SecretServiceCall::Kind::kErase:
      RETURN_IF_ERROR(caller.Clear(call));
      return std::nullopt;
  }
  return absl::InternalError("unknown call of the Secret Service");
}

}  // namespace o365::storage
