#include "common/base/redact.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace o365::base {
namespace {

TEST(RedactTest, HeadersJsonFormsAndTokens) {
  EXPECT_EQ(Redact("Authorization: Bearer abc.def\nAccept: */*"),
            "Authorization: [redacted]\nAccept: */*");
  EXPECT_EQ(Redact(R"({"access_token": "a\"b", "expires_in":5})"),
            R"({"access_token": "[redacted]", "expires_in":5})");
  EXPECT_EQ(Redact("grant_type=password&username=u&password=p%26q&scope=s"),
            "grant_type=password&username=u&password=[redacted]&scope=s");
  EXPECT_EQ(Redact("got eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.eyJhdWQiOiJ4In0.c2ln there"),
            "got [redacted] there");
  EXPECT_EQ(Redact(R"({"currentPassword":"a\"b","newPassword":"c"})"),
            R"({"currentPassword":"[redacted]","newPassword":"[redacted]"})");
  EXPECT_EQ(Redact("hibp-api-key: 0f1e"), "hibp-api-key: [redacted]");
  EXPECT_EQ(Redact("x-requestdigest: 0x12,22 Nov"), "x-requestdigest: [redacted]");
}

// Each holds "s3cr3t!", as services, gateways and our own trace write it.
TEST(RedactTest, EveryWayToWriteASecretIsKnown) {
  for (const char* text : {
           // Keys in links.
           "Location: https://x.blob.core.windows.net/p.zip?sv=2020&sig=s3cr3t%21%2Babc&se=1",
           "https://x.sharepoint.com/_layouts/15/download.aspx?tempauth=s3cr3t%21.x&a=1",
           "https://login.example/cb?code=s3cr3t%21&state=1",
           "https://login.example/cb#code=s3cr3t%21",
           "https://a.example/?next=https%3A%2F%2Fb.example%2F%3Fsig%3Ds3cr3t%26x%3D1",
           R"({"uri":"https://x.example/p?se=1\u0026sig=s3cr3t!\u0026sp=r"})",
           "<a href=\"https://x.example/?se=1&amp;sig=s3cr3t!&amp;x=1\">",
           "https://f.azurewebsites.net/api/x?code=s3cr3t!",
           // Settings.
           "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=s3cr3t!==;EndpointSuffix=y",
           "Endpoint=sb://x/;SharedAccessKeyName=n;SharedAccessKey=s3cr3t!",
           "Server=x;Password='s3cr3t! s3cr3t!';Database=y",
           // Headers.
           "X-Api-Key: s3cr3t!",
           "Ocp-Apim-Subscription-Key: s3cr3t!",
           "x-functions-key: s3cr3t!",
           "api-key: s3cr3t!",
           "X-IDENTITY-HEADER: s3cr3t!",
           "Set-Cookie: FedAuth=s3cr3t!; path=/",
           "authorization: bearer s3cr3t!",
           // JSON, JSON in strings, the escapes of .NET.
           R"({"clientState":"s3cr3t!"})",
           R"({"adminPassword" : "s3cr3t!"})",
           "{\"password\":\n  \"s3cr3t!\"}",
           R"({"sharedKey":"s3cr3t!"})",
           R"({"pwd":12345,"s3cr3t!":1})",
           R"({"body":"{\"password\":\"s3cr3t!\"}"})",
           R"({"body":"{\"x\":\"{\\\"password\\\":\\\"s3cr3t!\\\"}\"}"})",
           R"({"body":"{\u0022password\u0022:\u0022s3cr3t!\u0022}"})",
           R"({"body":"{\"password\":\n\"s3cr3t!\"}"})",
           R"({"passwordProfile":{"password":"a\"s3cr3t!","forceChange":true}})",
           // XML, CSOM, XML in JSON or HTML.
           "<Password>s3cr3t!</Password>",
           "<x:ClientSecret a=\"1\">s3cr3t!</x:ClientSecret>",
           "<SetProperty Id=\"1\" Name=\"AdminPassword\"><Parameter Type=\"String\">s3cr3t!"
           "</Parameter></SetProperty>",
           "&lt;password&gt;s3cr3t!&lt;/password&gt;",
           "<a v=\"{&quot;password&quot;:&quot;s3cr3t!&quot;}\"/>",
       }) {
    EXPECT_FALSE(absl::StrContains(Redact(text), "s3cr3t")) << text << "\n" << Redact(text);
    EXPECT_TRUE(absl::StrContains(Redact(text), "[redacted]")) << text;
    EXPECT_EQ(Redact(Redact(text)), Redact(text)) << text;
  }
}

TEST(RedactTest, WhatStandsBesideASecretStays) {
  EXPECT_EQ(Redact(R"({"uri":"https://x/p?se=1\u0026sig=abc\u0026sp=r","n":1})"),
            R"({"uri":"https://x/p?se=1\u0026sig=[redacted]\u0026sp=r","n":1})");
  EXPECT_EQ(Redact(R"({"body":"{\"password\":\"a\",\"name\":\"b\"}"})"),
            R"({"body":"{\"password\":\"[redacted]\",\"name\":\"b\"}"})");
  EXPECT_EQ(Redact("<A><Password>x</Password><B>y</B></A>"),
            "<A><Password>[redacted]</Password><B>y</B></A>");
  EXPECT_EQ(Redact("AccountName=x;AccountKey=y==;Suffix=z"),
            "AccountName=x;AccountKey=[redacted];Suffix=z");
}

TEST(RedactTest, LeavesOrdinaryTextAlone) {
  for (const char* text :
       {"the password grant, eyJ and access_token without value",
        R"({"error":{"code":"Request_ResourceNotFound","message":"no"}})", "error code=5 here",
        R"({"passwordProfile":{"forceChangePasswordNextSignIn":true}})",
        R"({"hasPassword":true,"passwordCredentials":[],"passwordPolicies":"None"})",
        "https://graph.microsoft.com/v1.0/users?$skiptoken=m~abc&$top=5",
        "https://x.sharepoint.com/_api/web?design=2&assign=3", "the bearer of this",
        "Bearer error=\"invalid_token\"", "<Passwords/>", "<Password/>", "<Password></Password>"})
    EXPECT_EQ(Redact(text), text);
}

TEST(RedactorTest, HidesWhatItWasToldInEveryWriting) {
  Redactor redactor;
  redactor.Conceal(Secret("p&ss \"w'rd</1"));
  for (const char* text :
       {"raw p&ss \"w'rd</1", "form p%26ss+%22w%27rd%3C%2F1", "url p%26ss%20%22w%27rd%3C%2F1",
        R"(json p&ss \"w'rd</1)", R"(net p\u0026ss \u0022w\u0027rd\u003c/1)",
        "xml p&amp;ss &quot;w'rd&lt;/1", "html p&amp;ss &quot;w&#39;rd&lt;/1"}) {
    const std::string clean = redactor.Clean(text);
    EXPECT_TRUE(absl::EndsWith(clean, " [redacted]")) << clean;
    EXPECT_EQ(clean.size(), std::string(text).find(' ') + 11) << clean;
  }
}

TEST(RedactorTest, ALongSecretIsHiddenWhole) {
  Redactor redactor;
  redactor.Conceal(Secret("secret"));
  redactor.Conceal(Secret("secret-and-more"));
  EXPECT_EQ(redactor.Clean("a secret-and-more b"), "a [redacted] b");
}

TEST(RedactorTest, ShortOnesWouldBlankOutWords) {
  Redactor redactor;
  redactor.Conceal(Secret("there"));
  EXPECT_EQ(redactor.Clean("there it is"), "there it is");
}

}  // namespace
}  // namespace o365::base
