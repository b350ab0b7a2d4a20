using System.Net;
using Actors.Gateway.Tests.Staged;
using Actors.Grains.Countries;

namespace Actors.Gateway.Tests.Countries;

public sealed class CountryEndpointsTests(GatewayFixture fixture)
{
    private HttpClient Http => fixture.Http;

    [Fact]
    public async Task What_is_stored_is_served_with_its_metadata_as_it_came()
    {
        StagedCountry.At("local/BR").Stored = StagedCountry.Document("BR");

        using var response = await Http.Fetch("/v1/countries/br?origin=LOCAL");
        var text = await response.Content.ReadAsStringAsync(Answers.Cancel);

        Assert.Contains("""
            "metadata":{ "country": "Brazil",  "population": 1.0e3 }
            """, text, StringComparison.Ordinal);
        Assert.Equal("🇧🇷", (await response.Json()).GetProperty("emoji").GetString());
        Assert.Equal(0, StagedCountry.At("local/BR").Demands);
    }

    [Fact]
    public async Task What_is_stale_is_served_at_once_and_fetched_in_the_background()
    {
        var country = StagedCountry.At("local/ST");
        country.Stored = StagedCountry.Document("ST", stale: true);

        using var response = await Http.Fetch("/v1/countries/ST");

        Assert.True((await response.Json()).GetProperty("stale").GetBoolean());
        Assert.True(response.Headers.Age > TimeSpan.Zero);
        await Eventually.Holds(() => country.Demands == 1);
    }

    [Fact]
    public async Task What_must_be_revalidated_is_refreshed_before_it_is_served()
    {
        var country = StagedCountry.At("local/RV");
        country.Stored = StagedCountry.Document("RV", stale: true) with { Revalidate = true };
        country.Flag = StagedCountry.File(stale: true) with { Revalidate = true };
        country.Outcome = new CountryStatus { Code = "RV", State = CountryState.Ok };
        country.OnEnd = ended => (ended.Stored, ended.Flag) = (StagedCountry.Document("RV"), StagedCountry.File());

        using var flag = await Http.Fetch("/v1/countries/RV/flag");
        country.Stored = StagedCountry.Document("RV", stale: true) with { Revalidate = true };
        var body = await Http.GetJson("/v1/countries/RV");

        Assert.Null(flag.Headers.Age);
        Assert.False(body.GetProperty("stale").GetBoolean());
    }

    [Fact]
    public async Task What_cannot_be_revalidated_is_served_as_it_is_stored()
    {
        var country = StagedCountry.At("local/RF");
        country.Stored = StagedCountry.Document("RF", stale: true) with { Revalidate = true, GeneratedAt = DateTimeOffset.UnixEpoch };
        country.Outcome = new CountryStatus { Code = "RF", State = CountryState.Failed, Error = new FetchError("http_5xx", "flag", "headers", 500, 1, "No.") };
        StagedCountry.At("held/RF").Stored = country.Stored;
        StagedCountry.At("held/RF").Flag = StagedCountry.File(stale: true) with { Revalidate = true };

        using var failed = await Http.Fetch("/v1/countries/RF");
        var held = await Http.GetJson("/v1/countries/RF?origin=held");
        using var flag = await Http.Fetch("/v1/countries/RF/flag?origin=held");

        Assert.True((await failed.Json()).GetProperty("stale").GetBoolean());
        // Made at the epoch, whenever it was fetched.
        Assert.True(failed.Headers.Age > TimeSpan.FromDays(365 * 50));
        Assert.True(held.GetProperty("stale").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, flag.StatusCode);
        Assert.NotNull(flag.Headers.Age);
    }

    [Fact]
    public async Task What_is_not_stored_is_fetched_first()
    {
        var country = StagedCountry.At("local/FE");
        country.Outcome = new CountryStatus { Code = "FE", State = CountryState.Ok };
        country.OnEnd = ended => ended.Stored = StagedCountry.Document("FE");

        Assert.Equal("FE", (await Http.GetJson("/v1/countries/fe")).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_lost_message_about_the_end_is_made_up_for()
    {
        var country = StagedCountry.At("local/LO");
        country.Outcome = new CountryStatus { Code = "LO", State = CountryState.NotFound };
        country.LoseMessages = 1;

        using var response = await Http.Fetch("/v1/countries/LO");

        await response.IsProblem(404, "country_not_found");
        Assert.Equal(2, country.Demands);
    }

    [Fact]
    public async Task A_fetch_that_failed_is_502_with_its_cause()
    {
        StagedCountry.At("local/FA").Outcome = new CountryStatus
        {
            Code = "FA",
            State = CountryState.Failed,
            Error = new FetchError("http_5xx", "flag", "headers", 503, 10, "The origin answered 503."),
        };

        using var response = await Http.Fetch("/v1/countries/FA");

        await response.IsProblem(502, "fetch_failed");
        var error = (await response.Json()).GetProperty("error");
        Assert.Equal("http_5xx", error.GetProperty("code").GetString());
        Assert.Equal(503, error.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task An_origin_on_hold_is_503_but_what_is_stored_of_it_is_served()
    {
        StagedCountry.At("held/BR").Stored = StagedCountry.Document("BR", stale: true);

        using var unknown = await Http.Fetch("/v1/countries/CN?origin=held");
        await unknown.IsProblem(503, "origin_on_hold");
        Assert.NotNull(unknown.Headers.RetryAfter);
        Assert.Equal("BR", (await Http.GetJson("/v1/countries/BR?origin=held")).GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_origin_without_metadata_lacks_nothing()
    {
        var country = StagedCountry.At("remote/BR");
        country.Stored = StagedCountry.Document("BR") with { Metadata = null };

        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await Http.GetJson("/v1/countries/BR?origin=remote")).GetProperty("metadata").ValueKind);
        Assert.Equal(0, country.Demands);
    }

    [Theory]
    [InlineData("/v1/countries/B", 400, "invalid_code", "code")]
    [InlineData("/v1/countries/B1", 400, "invalid_code", "code")]
    [InlineData("/v1/countries/%C3%9F/flag", 400, "invalid_code", "code")]
    [InlineData("/v1/countries/BR?origin=nowhere", 400, "unknown_origin", "origin")]
    [InlineData("/v1/countries?origin=nowhere", 400, "unknown_origin", "origin")]
    [InlineData("/v1/countries?origin=", 400, "invalid_origin", "origin")]
    [InlineData("/v1/countries?q=", 400, "invalid_q", "q")]
    [InlineData("/v1/countries?continent=%20", 400, "invalid_continent", "continent")]
    [InlineData("/v1/countries?currency=EUR&currency=USD", 400, "repeated_parameter", "currency")]
    [InlineData("/v1/countries/BR?language=pt", 400, "unknown_parameter", "language")]
    [InlineData("/v1/countries?after=x", 400, "invalid_cursor", "after")]
    [InlineData("/v1/countries/BR?limit=1", 400, "unknown_parameter", "limit")]
    public async Task Bad_requests_name_what_is_wrong(string path, int status, string code, string field)
    {
        using var response = await Http.Fetch(path);

        await response.IsProblem(status, code, field);
    }

    [Fact]
    public async Task An_over_long_filter_is_refused()
    {
        using var response = await Http.Fetch($"/v1/countries?language={new string('x', 101)}");

        await response.IsProblem(400, "invalid_language", "language");
    }

    [Fact]
    public async Task The_list_is_filtered_and_its_next_page_too()
    {
        using var response = await Http.Fetch("/v1/countries?limit=1&q=BR+CN&continent=BR+CN&currency=BR+CN&language=AD+BR+CN");
        var link = Assert.Single(response.Headers.GetValues("Link"));
        var next = await Http.GetJson(link[1..link.IndexOf('>', StringComparison.Ordinal)]);

        Assert.Equal("BR", Assert.Single((await response.Json()).GetProperty("items").EnumerateArray()).GetProperty("code").GetString());
        Assert.Equal("CN", Assert.Single(next.GetProperty("items").EnumerateArray()).GetProperty("code").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, next.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task The_list_is_paged_by_code()
    {
        using var response = await Http.Fetch("/v1/countries?limit=2");
        var first = await response.Json();
        var rest = await Http.GetJson("/v1/countries?limit=2&after=BR");

        Assert.Equal(["AD", "BR"], first.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString()));
        Assert.Equal("BR", first.GetProperty("next").GetString());
        Assert.Equal("</v1/countries?limit=2&after=BR>; rel=\"next\"", Assert.Single(response.Headers.GetValues("Link")));
        Assert.Equal("CN", Assert.Single(rest.GetProperty("items").EnumerateArray()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_flag_is_served_with_everything_that_keeps_it_harmless_and_cacheable()
    {
        StagedCountry.At("local/FL").Flag = StagedCountry.File();

        using var response = await Http.Fetch("/v1/countries/fl/flag");

        Assert.Equal("<svg>", await response.Content.ReadAsStringAsync(Answers.Cancel));
        Assert.Equal("image/svg+xml", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"\"{StagedCountry.FlagInfo.Sha256}\"", response.Headers.ETag?.ToString());
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("sandbox", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl?.MaxAge > TimeSpan.Zero);
        Assert.NotNull(response.Content.Headers.LastModified);
        Assert.Null(response.Headers.Age);
    }

    [Fact]
    public async Task A_flag_that_the_client_has_is_304()
    {
        StagedCountry.At("local/NM").Flag = StagedCountry.File();

        using var same = await Http.Fetch("/v1/countries/NM/flag", ("If-None-Match", $"\"x\", \"{StagedCountry.FlagInfo.Sha256}\""));
        using var head = await Http.Send(HttpMethod.Head, "/v1/countries/NM/flag");

        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.NotNull(same.Headers.ETag);
        Assert.Equal(5, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Answers.Cancel));
    }

    [Fact]
    public async Task A_country_without_a_flag_is_404()
    {
        StagedCountry.At("local/NF").Outcome = new CountryStatus { Code = "NF", State = CountryState.Ok };

        using var response = await Http.Fetch("/v1/countries/NF/flag");

        await response.IsProblem(404, "flag_not_found");
    }
}
