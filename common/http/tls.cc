#include "common/http/tls.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"

namespace o365::http {
namespace {

// Debian's folder of hashed names: OpenSSL reads just the one root it needs. Its bundle, which
// SSL_CTX_set_default_verify_paths reads at once, costs 20 ms.
constexpr char kHashedRoots[] = "/etc/ssl/certs";

absl::Status CannotRead(const char* variable) {
  ERR_clear_error();
  return base::WithHint(
      base::NetworkError(absl::StrCat("cannot read the certificates that ", variable, " names")),
      absl::StrCat("correct ", variable, " or unset it"));
}

absl::Status TrustSystem(SSL_CTX* context) {
  struct stat info;
  const int ok = ::stat(kHashedRoots, &info) == 0 ? SSL_CTX_load_verify_dir(context, kHashedRoots)
                                                  : SSL_CTX_set_default_verify_paths(context);
  if (ok == 1) return absl::OkStatus();
  return base::NetworkError("cannot read the system's certificates");
}

absl::Status TrustVariables(SSL_CTX* context, const base::Environment& environment) {
  if (const std::string file = environment.Get("SSL_CERT_FILE");
      !file.empty() && SSL_CTX_load_verify_file(context, file.c_str()) != 1)
    return CannotRead("SSL_CERT_FILE");
  if (const std::string dir = environment.Get("SSL_CERT_DIR");
      !dir.empty() && SSL_CTX_load_verify_dir(context, dir.c_str()) != 1)
    return CannotRead("SSL_CERT_DIR");
  return absl::OkStatus();
}

std::string NameText(const X509_NAME* name) {
  const std::unique_ptr<BIO, decltype(&::BIO_free_all)> bio(BIO_new(BIO_s_mem()), &::BIO_free_all);
  X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB);
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, static_cast<size_t>(size));
}

// Where ExpectHost leaves its `refusal` for the callback; Asio keeps the index 0 for itself.
int RefusalIndex() {
  static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

int NoteRefusal(int ok, X509_STORE_CTX* store) {
  if (ok == 1) return 1;
  auto* ssl =
      static_cast<SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
  auto* refusal = static_cast<std::string*>(SSL_get_ex_data(ssl, RefusalIndex()));
  const X509* certificate = X509_STORE_CTX_get_current_cert(store);
  *refusal = X509_verify_cert_error_string(X509_STORE_CTX_get_error(store));
  if (certificate != nullptr)
    absl::StrAppend(refusal, " (subject: ", NameText(X509_get_subject_name(certificate)),
                    "; issuer: ", NameText(X509_get_issuer_name(certificate)), ")");
  return 0;
}

}  // namespace

absl::StatusOr<SslContext> MakeClientContext(const base::Environment& environment) {
  SslContext context(SSL_CTX_new(TLS_client_method()));
  if (context == nullptr) return base::NetworkError("cannot start TLS: OpenSSL has no memory");
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE |
                                      SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                      SSL_MODE_RELEASE_BUFFERS);
  // A certificate that came later would be judged when nobody listens any more, see ExpectHost.
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION);
  RETURN_IF_ERROR(TrustSystem(context.get()));
  RETURN_IF_ERROR(TrustVariables(context.get(), environment));
  return context;
}

void ExpectHost(SSL* ssl, const std::string& host, std::string& refusal) {
  X509_VERIFY_PARAM* expected = SSL_get0_param(ssl);
  // OpenSSL's own check, unlike Asio's, says that it was the name that did not fit.
  if (X509_VERIFY_PARAM_set1_ip_asc(expected, host.c_str()) != 1) {
    SSL_set_tlsext_host_name(ssl, host.c_str());
    X509_VERIFY_PARAM_set_hostflags(expected, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    X509_VERIFY_PARAM_set1_host(expected, host.c_str(), host.size());
  }
  SSL_set_ex_data(ssl, RefusalIndex(), &refusal);
  SSL_set_verify(ssl, SSL_VERIFY_PEER, &NoteRefusal);
}

}  // namespace o365::http
