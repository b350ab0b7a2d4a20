using System.Net.Http.Json;
using System.Text.Json;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Faults;

/// <summary>
/// The acceptance table, end to end: every fault that the practice origin has, and what a harvest says of the country that met it.
/// Each fault has an origin of its own, for a host that is unwell or asks for time stands for all its paths.
/// </summary>
public sealed class AcceptanceTableTests
{
    private const int AtOnce = 40;
    private const string Svg = "{cc}.svg";
    private const string Png = "{cc}.png";
    private const string Json = "metadata.json";

    private static readonly Row[] Table =
    [
        Ok("local"), Ok("delay"), Ok("split"), Ok("gzip"), Ok("bom", Json), Ok("svgscript"), Ok("svgexternal"),
        // Of two lengths .NET believes the first, which is the true one here.
        Ok("changing"), Ok("clte"), Ok("extra"), Ok("clconflict"), Broken("manyheaders", "headers_too_large", "headers"),
        new("s404", Svg, "notFound", null, null, 404), new("s410", Svg, "notFound", null, null, 410),
        Status("s400", "http_4xx", 400), Status("s401", "forbidden", 401), Status("s403", "forbidden", 403), Status("s408", "http_4xx", 408),
        Status("teapot", "http_4xx", 418),
        Status("r429", "rate_limited", 429), Status("r429date", "rate_limited", 429), Status("r429none", "rate_limited", 429),
        Status("r429bad", "rate_limited", 429), Status("r429neg", "rate_limited", 429),
        Status("r503", "http_5xx", 503), Status("r503date", "http_5xx", 503),
        Status("s500", "http_5xx", 500), Status("s501", "http_5xx", 501), Status("s502", "http_5xx", 502), Status("s503", "http_5xx", 503),
        Status("s504", "http_5xx", 504), Status("s505", "http_5xx", 505),
        Status("s204", "unexpected_status", 204), Status("s304", "unexpected_status", 304), Status("s206", "unexpected_status", 206),
        Broken("hang", "timeout_headers", "headers"), Broken("slowhead", "timeout_headers", "headers"), Broken("stall", "timeout_idle", "body"),
        Broken("slow", "too_slow", "body"),
        Broken("trunc", "body_truncated", "body"), Broken("truncfin", "body_truncated", "body"), Broken("truncchunked", "body_truncated", "body"),
        Broken("reset", "connection_reset", "headers"), Broken("resethead", "connection_reset", "headers"),
        Broken("close", "connection_reset", "headers"), Broken("garbage", "invalid_response", "headers"),
        Broken("badstatus", "invalid_response", "headers"), Broken("badheader", "invalid_response", "headers"),
        Broken("badchunk", "invalid_response", "body"), Broken("tls", "tls_failure", "connect"),
        Broken("bigheader", "headers_too_large", "headers"), Broken("redirpriv", "ssrf_blocked", "connect"),
        // Another authority, which no label names: leave to use private addresses is not inherited.
        Broken("redirlocal", "ssrf_blocked", "connect"),
        Content("empty", "empty_body"), Content("oversize", "body_too_large"), Content("oversizecl", "body_too_large"),
        Content("gzipbomb", "decompressed_too_large"), Content("badgzip", "bad_content_encoding"), Content("truncgzip", "body_truncated"),
        Content("encunknown", "unsupported_encoding"), Content("encdouble", "unsupported_encoding"),
        Content("wrongtype", "wrong_content_type"), Content("notype", "wrong_content_type"), Content("html200", "wrong_content_type"),
        Content("html200lie", "bad_signature"), Content("html200lie", "bad_json", Json), Content("wrongtype", "wrong_content_type", Json),
        Content("pngnoiend", "truncated_image", Png), Content("svgcut", "truncated_image"), Content("svgdtd", "bad_signature"),
        Content("notsvg", "bad_signature"),
        Content("badjson", "bad_json", Json), Content("dupjson", "bad_json", Json), Content("deepjson", "bad_json", Json),
        Content("nocountry", "schema_mismatch", Json), Content("countrytype", "schema_mismatch", Json),
        Content("latin1", "unsupported_charset", Json), Content("badutf8", "bad_encoding", Json),
        Status("redirloop", "redirect_loop", 302), Status("redirchain", "redirect_limit", 302), Status("redirscheme", "redirect_scheme", 302),
        Status("redirnone", "redirect_invalid", 302), Status("redirbad", "redirect_invalid", 302),
    ];

    [Fact]
    public async Task Every_fault_has_its_code()
    {
        (Row Row, Uri Origin)[] runs = [.. Table.Select(row => (row, Stage.FreeAddress()))];
        await using var stage = new Stage();
        var node = await stage.StartServe(
            Stage.FreeAddress(), [("Origin__Embedded", "false"), ("Harvests__MaxRunning", "1000"), .. runs.SelectMany((run, n) => Settings(n, run.Row, run.Origin))]);
        using var http = new HttpClient { BaseAddress = node.Address, Timeout = TimeSpan.FromMinutes(2) };
        List<string> wrong = [];

        await Parallel.ForEachAsync(
            runs.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (run, _) =>
            {
                await using var origin = await FaultyOrigin.Start(run.Item.Origin, seed: 1);
                var (expected, found) = (run.Item.Row.ToString(), await Harvest(http, Label(run.Index), run.Item.Row));
                lock (wrong)
                    if (found != expected)
                        wrong.Add($"expected {expected}\n   found {found}");
            });

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static string Label(int number) => $"row{number}";

    private static IEnumerable<(string Key, string Value)> Settings(int number, Row row, Uri origin)
    {
        var origins = $"Origins__{Label(number)}__";
        var (good, bad) = ($"{origin}local/flags/{{cc}}", $"{origin}{row.Mode}/flags/{{cc}}");
        yield return ($"{origins}FlagUrl", row.File == Json ? $"{good}/{Svg}" : $"{bad}/{row.File}?rate=1&delay=10&pace={(row.Mode == "split" ? 0 : 1000)}");
        // Redirected to https it would be an authority that is not the label's and may not be private: another row.
        yield return ($"{origins}MetadataUrl", row.File == Json ? $"{bad}/{Json}?rate=1" : row.Mode == "tls" ? good.Replace("http:", "https:", StringComparison.Ordinal) : $"{good}/{Json}");
        yield return ($"{origins}MaxBytes", "1048576");
        yield return ($"{origins}AllowPrivateAddresses", "true");
    }

    private static async Task<string> Harvest(HttpClient http, string label, Row row)
    {
        using var started = await http.PostAsJsonAsync("/v1/harvests", new { origin = label, countries = new[] { "BR" }, parts = row.File == Json ? "metadata" : "flag", maxAttempts = 1 });
        var id = (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        JsonElement harvest;
        do
            harvest = await http.GetFromJsonAsync<JsonElement>($"/v1/harvests/{id}?wait=60");
        while (harvest.GetProperty("state").GetString() == "running");
        var country = harvest.GetProperty("countries")[0];
        var error = country.GetProperty("error");
        var state = country.GetProperty("state").GetString()!;
        return error.ValueKind == JsonValueKind.Null
            ? (row with { State = state, Code = null, Phase = null }).ToString()
            : (row with
            {
                State = state,
                Code = $"{error.GetProperty("code").GetString()} of {error.GetProperty("exchange").GetString()}",
                Phase = error.GetProperty("phase").GetString(),
                Status = error.GetProperty("status") is { ValueKind: JsonValueKind.Number } status ? status.GetInt32() : null,
            }).ToString();
    }

    private static Row Ok(string mode, string file = Svg) => new(mode, file, "ok", null, null, null);

    private static Row Status(string mode, string code, int status) => new(mode, Svg, "failed", $"{code} of flag", "headers", status);

    private static Row Broken(string mode, string code, string phase) => new(mode, Svg, "failed", $"{code} of flag", phase, null);

    private static Row Content(string mode, string code, string file = Svg) =>
        new(mode, file, "failed", $"{code} of {(file == Json ? "metadata" : "flag")}", "content", 200);

    private sealed record Row(string Mode, string File, string State, string? Code, string? Phase, int? Status);
}
