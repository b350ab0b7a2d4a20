using Actors.Grains.Throttles;
using static Actors.Grains.Throttles.HostSignal;

namespace Actors.Grains.Tests.Origins;

/// <summary>
/// What one exchange makes of every fault that we claim to handle: the acceptance table. Named as the practice origin's modes where
/// it has one. Faults of content are of a 200, so they report it; time-outs and broken connections report none.
/// </summary>
public static class FaultTable
{
    private const int Never = 1;
    private const int Once = 2;

    /// <summary>As often as is configured.</summary>
    private static int? Often => null;

    public static IReadOnlyDictionary<string, ExpectedFault> Rows { get; } = new Dictionary<string, ExpectedFault>(StringComparer.Ordinal)
    {
        ["local"] = new("ok", null, Often, Success),
        ["notmodified"] = new("not_modified", null, Often, Success),
        ["s404"] = new("not_found", null, Never, Neutral, 404),
        ["s410"] = new("gone", null, Never, Neutral, 410),
        ["s401"] = OfStatus("forbidden", Never, Neutral, 401),
        ["s403"] = OfStatus("forbidden", Never, Neutral, 403),
        ["s408"] = OfStatus("http_4xx", Often, Neutral, 408),
        ["teapot"] = OfStatus("http_4xx", Never, Neutral, 418),
        ["r429"] = OfStatus("rate_limited", Often, Hold, 429),
        ["r429date"] = OfStatus("rate_limited", Often, Hold, 429),
        ["ra60"] = OfStatus("rate_limited", Often, Hold, 429),
        ["r429none"] = OfStatus("rate_limited", Often, Hold, 429),
        ["r429bad"] = OfStatus("rate_limited", Often, Hold, 429),
        ["r429negative"] = OfStatus("rate_limited", Often, Hold, 429),
        ["r429long"] = OfStatus("rate_limited_deferred", Never, Hold, 429),
        ["quota"] = OfStatus("rate_limited", Often, Hold, 429),
        ["s503ra"] = OfStatus("http_5xx", Often, Hold, 503),
        ["s500"] = OfStatus("http_5xx", Often, Failure, 500),
        ["s502"] = OfStatus("http_5xx", Often, Failure, 502),
        ["s503"] = OfStatus("http_5xx", Often, Failure, 503),
        ["s504"] = OfStatus("http_5xx", Often, Failure, 504),
        ["s501"] = OfStatus("http_5xx", Never, Failure, 501),
        ["s505"] = OfStatus("http_5xx", Never, Failure, 505),
        ["s206"] = OfStatus("unexpected_status", Never, Neutral, 206),
        ["s300"] = OfStatus("unexpected_status", Never, Neutral, 300),
        ["s304"] = OfStatus("unexpected_status", Never, Neutral, 304),
        ["hang"] = new("timeout_headers", "headers", Often, Failure),
        ["stall"] = new("timeout_idle", "body", Often, Failure),
        ["stallearly"] = new("timeout_idle", "body", Often, Failure),
        ["trunc"] = new("body_truncated", "body", Often, Failure),
        ["truncreset"] = new("body_truncated", "body", Often, Failure),
        ["trunczip"] = new("body_truncated", "body", Often, Failure),
        ["badchunk"] = new("invalid_response", "body", Often, Failure),
        ["reset"] = new("connection_reset", "headers", Often, Failure),
        ["close"] = new("connection_reset", "headers", Often, Failure),
        ["nonsense"] = new("invalid_response", "headers", Often, Failure),
        ["refused"] = new("connect_refused", "connect", Often, Failure),
        ["dns"] = new("dns_failure", "connect", Often, Failure),
        ["tls"] = new("tls_failure", "connect", Never, Failure),
        ["wrongtype"] = OfContent("wrong_content_type"),
        ["notype"] = OfContent("wrong_content_type"),
        ["html200"] = OfContent("wrong_content_type"),
        ["html200json"] = OfContent("wrong_content_type"),
        ["html200lie"] = OfContent("bad_signature"),
        ["html200liegif"] = OfContent("bad_signature"),
        ["html200lieavif"] = OfContent("bad_signature"),
        ["html200liesvg"] = OfContent("bad_signature"),
        ["html200liejson"] = OfContent("bad_json"),
        ["svgdtd"] = OfContent("bad_signature"),
        ["svgdeep"] = OfContent("bad_signature"),
        ["svgwide"] = OfContent("bad_signature"),
        ["empty"] = OfContent("empty_body", Once),
        ["pngcut"] = OfContent("truncated_image", Once),
        ["gifcut"] = OfContent("truncated_image", Once),
        ["jpegcut"] = OfContent("truncated_image", Once),
        ["webpcut"] = OfContent("truncated_image", Once),
        ["svgcut"] = OfContent("truncated_image", Once),
        ["oversize"] = OfContent("body_too_large"),
        ["oversizecl"] = OfContent("body_too_large"),
        ["deflatebomb"] = OfContent("decompressed_too_large"),
        ["oversizezip"] = OfContent("body_too_large"),
        ["gzipbomb"] = OfContent("decompressed_too_large"),
        ["brbomb"] = OfContent("decompressed_too_large"),
        ["badgzip"] = OfContent("bad_content_encoding"),
        ["cutgzip"] = OfContent("body_truncated", Once),
        ["cutdeflate"] = OfContent("body_truncated", Once),
        ["cutrawdeflate"] = OfContent("body_truncated", Once),
        ["cutbr"] = OfContent("body_truncated", Once),
        ["baddeflate"] = OfContent("bad_content_encoding"),
        ["badbr"] = OfContent("bad_content_encoding"),
        ["badencoding"] = OfContent("unsupported_encoding"),
        ["twoencodings"] = OfContent("unsupported_encoding"),
        ["bigheader"] = new("headers_too_large", "headers", Never, Neutral),
        ["redirect"] = new("redirected", null, Often, Success),
        ["redirpriv"] = new("ssrf_blocked", "connect", Never, Neutral),
        ["redirscheme"] = OfStatus("redirect_scheme", Never, Neutral, 302),
        ["redirnoloc"] = OfStatus("redirect_invalid", Never, Neutral, 302),
        ["redirbad"] = OfStatus("redirect_invalid", Never, Neutral, 302),
        ["rediruser"] = OfStatus("redirect_invalid", Never, Neutral, 302),
        ["badjson"] = OfContent("bad_json"),
        ["deepjson"] = OfContent("bad_json"),
        ["dupjson"] = OfContent("bad_json"),
        ["halfjson"] = OfContent("bad_json"),
        ["noname"] = OfContent("schema_mismatch"),
        ["wrongname"] = OfContent("schema_mismatch"),
        ["nameless"] = OfContent("schema_mismatch"),
        ["scalar"] = OfContent("schema_mismatch"),
        ["errorbody"] = OfContent("error_body"),
        ["latin1"] = OfContent("unsupported_charset"),
        ["badutf8"] = OfContent("bad_encoding"),
        ["bom"] = new("ok", null, Often, Success),
    };

    private static ExpectedFault OfStatus(string code, int? retry, HostSignal host, int status) =>
        new(code, "headers", retry, host, status);

    private static ExpectedFault OfContent(string code, int retry = Never) => new(code, "content", retry, Neutral, 200);
}
