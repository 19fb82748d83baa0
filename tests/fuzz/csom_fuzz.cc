// CSOM: reads answers, and writes values into requests, from which another XML reader must get
// them back as they were.

#include <pugixml.hpp>

#include "common/json/value.h"
#include "services/spo/csom.h"
#include "tests/fuzz/check.h"

namespace csom = o365::spo::csom;
namespace json = o365::json;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text = o365::fuzz::Text(data, size);
  csom::Request asked;
  const csom::Action query = asked.Query(asked.Identity("x"));
  if (const absl::StatusOr<csom::Answer> answer = csom::Answer::Read(text, asked); answer.ok()) {
    // It is there, in whatever place.
    const json::Value whole = json::Parse(text).value();
    int times = 0;
    for (size_t i = 1; i + 1 < whole.elements().size(); i += 2) {
      if (whole.ElementAt(i).AsInt() != query.id) continue;
      ++times;
      if ((*answer)[query] == whole.ElementAt(i + 1)) times = 100;
    }
    FUZZ_CHECK(times >= 100);
    csom::Children((*answer)[query]).status().IgnoreError();
  }

  FUZZ_CHECK(csom::EscapeXml(text).find_first_of("<>\"'\r\n\t") == std::string::npos);
  csom::Request request;
  request.Invoke(request.Identity(text), "Set", {csom::String(text)});
  const absl::StatusOr<std::string> xml = request.Xml();
  if (!xml.ok()) return 0;
  pugi::xml_document document;
  FUZZ_CHECK(document.load_buffer(
      xml->data(), xml->size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8));
  const pugi::xml_node root = document.child("Request");
  const pugi::xml_node identity = root.child("ObjectPaths").child("Identity");
  const pugi::xml_node parameter =
      root.child("Actions").child("Method").child("Parameters").child("Parameter");
  FUZZ_CHECK(identity.attribute("Name").value() == text);
  FUZZ_CHECK(parameter.text().get() == text);
  FUZZ_CHECK(!parameter.next_sibling() && !identity.next_sibling());
  return 0;
}
