using Actors.Cli.Reports;
using Actors.Client.Harvests;
using Actors.Client.Origins;

namespace Actors.Cli.Tests.Reports;

public sealed class BookLinesTests
{
    [Theory]
    [InlineData("http://localhost:8001/flags/{cc}/{cc}.svg", "http://localhost:8001/flags")]
    [InlineData("https://example.org/{CC}.gif", "https://example.org")]
    [InlineData("https://example.org/{metadata:/flag/file}?x={cc}", "https://example.org")]
    public void The_site_is_what_comes_before_the_first_placeholder(string template, string site) =>
        Assert.Equal($"DELAY site: {site}", BookLines.Site("delay", new OriginInfo { Label = "delay", FlagUrl = template }));

    [Theory]
    [InlineData(0, "0 concurrent connections will be used.")]
    [InlineData(1, "1 connection will be used.")]
    [InlineData(5, "5 concurrent connections will be used.")]
    public void Connections_are_counted_as_in_the_second_edition(int count, string line) => Assert.Equal(line, BookLines.Connections(count));

    [Theory]
    [InlineData(0, "Elapsed time: 0.00s")]
    [InlineData(1.005, "Elapsed time: 1.00s")]
    [InlineData(61.999, "Elapsed time: 62.00s")]
    public void Elapsed_time_has_two_decimals(double seconds, string line) =>
        Assert.Equal(line, BookLines.Elapsed(TimeSpan.FromMilliseconds(seconds * 1000)));

    [Fact]
    public void Not_found_names_the_url_of_the_exchange_that_said_so()
    {
        var origin = new OriginInfo { Label = "local", FlagUrl = "http://o/{cc}.svg", MetadataUrl = "http://o/{CC}.json" };
        var country = new CountryStatus { Code = "BR", State = "notFound" };

        Assert.Equal("BR not found: http://o/br.svg", BookLines.NotFound(country, origin));
        Assert.Equal(
            "BR not found: http://o/BR.json",
            BookLines.NotFound(country with { Error = new FetchError("http_404", "metadata", "headers", 404, 1, null) }, origin));
        Assert.Equal("BR not found", BookLines.NotFound(country, null));
    }

    [Fact]
    public void Errors_are_worded_by_status_or_by_message_and_code()
    {
        var country = new CountryStatus { Code = "BR", State = "failed" };
        string Line(string code, int? status, string message) =>
            BookLines.Failed(country with { Error = new FetchError(code, "flag", "body", status, 1, message) });

        Assert.Equal("BR error: HTTP error 503 - Service Unavailable", Line("http_5xx", 503, "x"));
        Assert.Equal("BR error: HTTP error 599 - Unknown", Line("http_5xx", 599, "x"));
        Assert.Equal("BR error: No image. <not_an_image>", Line("not_an_image", 200, "No image."));
        Assert.Equal("BR error: Refused. <connect_refused>", Line("connect_refused", null, "Refused."));
        Assert.Equal("BR error: unknown", BookLines.Failed(country));
    }

    [Fact]
    public void Counts_leave_out_what_is_zero_but_the_first()
    {
        Assert.Equal(["0 flags downloaded."], BookLines.Counts(0, 0, 0, 0));
        Assert.Equal(["1 flag downloaded.", "1 not found.", "1 error.", "1 cancelled."], BookLines.Counts(1, 1, 1, 1));
        Assert.Equal(["2 flags downloaded.", "2 not found.", "2 errors.", "2 cancelled."], BookLines.Counts(2, 2, 2, 2));
    }
}
