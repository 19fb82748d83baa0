#include "services/spo/canvas.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::spo {
namespace {

using o365::testing::StatusIs;
using ::testing::HasSubstr;

// A control's div with JSON in the escaped form of the service.
std::string Control(const std::string& data, const std::string& content) {
  return R"(<div data-sp-canvascontrol="" data-sp-canvasdataversion="1.0" data-sp-controldata=")" +
         data + R"(">)" + content + "</div>";
}

std::string Data(int type, const std::string& id, int zone, int column) {
  return "&#123;&quot;controlType&quot;&#58;" + std::to_string(type) +
         ",&quot;id&quot;&#58;&quot;" + id +
         "&quot;,&quot;position&quot;&#58;&#123;&quot;zoneIndex&quot;&#58;" + std::to_string(zone) +
         ",&quot;sectionIndex&quot;&#58;" + std::to_string(column) + "&#125;&#125;";
}

TEST(CanvasTest, AnEmptyPageHasNoSections) {
  EXPECT_EQ(ReadCanvas("").value().sections, 0);
  EXPECT_EQ(ReadCanvas("<div></div>").value().controls.size(), 0u);
}

TEST(CanvasTest, ControlsAreInTheOrderOfSectionsAndColumns) {
  const Canvas canvas =
      ReadCanvas("<div>" + Control(Data(4, "a", 1, 1), "") + Control(Data(4, "b", 2, 1), "") +
                 Control(Data(4, "c", 1, 2), "") + Control(Data(4, "d", 1, 1), "") + "</div>")
          .value();
  EXPECT_EQ(canvas.sections, 2);
  std::string ids, orders;
  for (const CanvasControl& control : canvas.controls) {
    ids += control.id;
    orders += control.properties["order"].ToText();
  }
  EXPECT_EQ(ids, "adcb");
  EXPECT_EQ(orders, "1211");
}

TEST(CanvasTest, ReadsTextAcrossLinesAndInnerDivs) {
  const Canvas canvas =
      ReadCanvas("<div>" +
                 Control(Data(4, "a", 1, 1),
                         "<div data-sp-rte=\"\"><p>One</p>\n\n<div>two</div>\n</div>") +
                 Control(Data(4, "b", 1, 1), R"(<div data-sp-rte="">bare</div>)") + "</div>")
          .value();
  ASSERT_EQ(canvas.controls.size(), 2u);
  EXPECT_EQ(canvas.controls[0].properties["_text"].AsString(), "<p>One</p><div>two</div>");
  EXPECT_EQ(canvas.controls[1].properties["_text"].AsString(), "<p>bare</p>");
}

TEST(CanvasTest, ReadsAWebPart) {
  const std::string part =
      R"(<div data-sp-webpart="" data-sp-webpartdataversion="1.2" data-sp-webpartdata=")"
      "&#123;&quot;id&quot;&#58;&quot;wp&quot;,&quot;title&quot;&#58;&quot;News&quot;,"
      "&quot;properties&quot;&#58;&#123;&quot;n&quot;&#58;1&#125;&#125;\">"
      R"(<div data-sp-componentid="">wp</div><div data-sp-htmlproperties=""><a href="/x"></a>)"
      "</div></div>";
  const Canvas canvas = ReadCanvas(Control(Data(3, "a", 1, 1), part)).value();
  ASSERT_EQ(canvas.controls.size(), 1u);
  json::Value properties = canvas.controls[0].properties;
  properties.Erase("controlData");
  EXPECT_EQ(json::Write(properties),
            R"({"controlType":3,"dataVersion":"1.2","order":1,"id":"a","title":"News",)"
            R"("propertieJson":{"n":1},"webPartId":"wp",)"
            R"("htmlProperties":"<a href=\"/x\"></a>","serverProcessedContent":null,)"
            R"("canvasDataVersion":"1.0"})");
}

TEST(CanvasTest, AnEmptyColumnCountsForItsSectionOnly) {
  const Canvas canvas = ReadCanvas(Control(Data(0, "", 3, 1), "")).value();
  EXPECT_EQ(canvas.sections, 1);
  EXPECT_TRUE(canvas.controls.empty());
}

TEST(CanvasTest, ABrokenControlIsAnError) {
  EXPECT_THAT(ReadCanvas(Control("&#123;&quot;controlType", "")).status(),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("control of the page")));
  // A control without an end is none.
  EXPECT_TRUE(ReadCanvas("<div><div data-sp-canvascontrol=\"\">").value().controls.empty());
}

}  // namespace
}  // namespace o365::spo
