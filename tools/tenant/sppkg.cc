#include "tools/tenant/sppkg.h"

#include <zlib.h>

#include <cstdint>
#include <pugixml.hpp>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/status_macros.h"

namespace o365::tenant {
namespace {

constexpr size_t kMemberLimit = 4u << 20;  // a manifest is a few KB
constexpr absl::string_view kEndOfDirectory("PK\x05\x06", 4);
constexpr size_t kEndOfDirectorySize = 22;
constexpr absl::string_view kDirectoryEntry("PK\x01\x02", 4);
constexpr absl::string_view kLocalHeader("PK\x03\x04", 4);

absl::Status Broken() { return absl::InvalidArgumentError("not a whole zip file"); }

// Little-endian numbers; 0 beyond the end.
uint32_t Number(absl::string_view bytes, size_t at, size_t size) {
  uint32_t number = 0;
  for (size_t i = 0; i < size && at + i < bytes.size(); ++i) {
    number |= static_cast<uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  }
  return number;
}

absl::StatusOr<std::string> Inflate(absl::string_view packed, size_t size) {
  constexpr int kRawDeflate = -15;
  z_stream stream{};
  if (inflateInit2(&stream, kRawDeflate) != Z_OK) return Broken();
  const auto end = absl::MakeCleanup([&] { inflateEnd(&stream); });
  std::string content(size, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(content.data());
  stream.avail_out = static_cast<uInt>(content.size());
  if (inflate(&stream, Z_FINISH) != Z_STREAM_END || stream.total_out != size) return Broken();
  return content;
}

// The member that a directory entry at `at` is about.
absl::StatusOr<std::string> Extract(absl::string_view zip, size_t at) {
  const uint32_t method = Number(zip, at + 10, 2);
  const size_t packed_size = Number(zip, at + 20, 4), size = Number(zip, at + 24, 4);
  const size_t local = Number(zip, at + 42, 4);
  if (local + 30 > zip.size() || zip.substr(local, 4) != kLocalHeader || size > kMemberLimit) {
    return Broken();
  }
  const size_t start = local + 30 + Number(zip, local + 26, 2) + Number(zip, local + 28, 2);
  if (start > zip.size() || packed_size > zip.size() - start) return Broken();
  const absl::string_view packed = zip.substr(start, packed_size);
  if (method == 0) return std::string(packed);
  if (method == Z_DEFLATED) return Inflate(packed, size);
  return Broken();
}

}  // namespace

absl::StatusOr<std::string> ReadZipMember(absl::string_view zip, absl::string_view name) {
  const size_t end = zip.rfind(kEndOfDirectory);
  if (end == absl::string_view::npos || end + kEndOfDirectorySize > zip.size()) return Broken();
  size_t at = Number(zip, end + 16, 4);
  for (uint32_t left = Number(zip, end + 10, 2); left > 0; --left) {
    if (at + 46 > zip.size() || zip.substr(at, 4) != kDirectoryEntry) return Broken();
    const size_t name_size = Number(zip, at + 28, 2);
    if (absl::EqualsIgnoreCase(zip.substr(at + 46, name_size), name)) return Extract(zip, at);
    at += 46 + name_size + Number(zip, at + 30, 2) + Number(zip, at + 32, 2);
  }
  return absl::NotFoundError(absl::StrCat("no '", name, "' in the zip file"));
}

absl::StatusOr<PackageManifest> ReadPackage(absl::string_view bytes) {
  ASSIGN_OR_RETURN(const std::string xml, ReadZipMember(bytes, "AppManifest.xml"));
  pugi::xml_document document;
  if (!document.load_buffer(xml.data(), xml.size())) {
    return absl::InvalidArgumentError("the manifest is not XML");
  }
  const pugi::xml_node app = document.child("App");
  PackageManifest manifest{
      .product_id = absl::AsciiStrToLower(app.attribute("ProductID").as_string()),
      .title = app.child("Properties").child("Title").text().as_string(),
      .version = app.attribute("Version").as_string(),
      .client_side = app.attribute("IsClientSideSolution").as_bool(),
      .skip_feature_deployment = app.attribute("SkipFeatureDeployment").as_bool()};
  absl::string_view id = manifest.product_id;
  absl::ConsumePrefix(&id, "{");
  absl::ConsumeSuffix(&id, "}");
  manifest.product_id = std::string(id);
  if (manifest.product_id.empty() || manifest.title.empty()) {
    return absl::InvalidArgumentError("the manifest names no product and title");
  }
  return manifest;
}

}  // namespace o365::tenant
