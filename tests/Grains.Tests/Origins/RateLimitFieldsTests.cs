using Actors.Grains.Origins;
using Actors.Grains.Throttles;

namespace Actors.Grains.Tests.Origins;

public sealed class RateLimitFieldsTests
{
    private static Quota? Read(string? policy, string? left)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("RateLimit-Policy", policy ?? "");
        response.Headers.TryAddWithoutValidation("RateLimit", left ?? "");
        return RateLimitFields.Read(response.Headers.NonValidated);
    }

    [Theory]
    [InlineData("\"default\";q=100;w=1", "\"default\";r=50;t=30", 100, 1, 50, 30)]
    [InlineData("default;q=100;w=1", "\"default\";r=50", 100, 1, 50, null)]
    [InlineData("\"default\";q=100;w=1", null, 100, 1, null, null)]
    [InlineData("\"default\";q=100;w=1", "\"other\";r=50", 100, 1, null, null)]
    [InlineData("\"default\";q=100;w=1", "garbage\"", 100, 1, null, null)]
    [InlineData("\"a\\\"b\\\\\";q=100;w=60;pk=:Y2Ex:;x;y=?1;z=1.5", null, 100, 60, null, null)]
    [InlineData("\"long\";q=1000;w=86400, \"short\";q=10;w=1", null, 10, 1, null, null)]
    [InlineData("\"long\";q=1000;w=86400, \"short\";q=10;w=1", "\"long\";r=1;t=9,\t\"short\";r=10", 1000, 86400, 1, 9)]
    [InlineData("\"bytes\";q=9;w=1;qu=\"content-bytes\", \"default\";q=100;w=1;qu=\"requests\"", null, 100, 1, null, null)]
    [InlineData("\"default\";q=100;w=1", "\"default\";r=-1;t=1.5", 100, 1, null, null)]
    public void What_is_well_formed_is_read(string policy, string? left, int limit, int window, int? remaining, int? reset) =>
        Assert.Equal(
            new Quota(limit, TimeSpan.FromSeconds(window), remaining, reset is { } t ? TimeSpan.FromSeconds(t) : null), Read(policy, left));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("100")]
    [InlineData("\"default\"")]
    [InlineData("\"default\";q=100")]
    [InlineData("\"default\";q=0;w=1")]
    [InlineData("\"default\";q=100;w=0")]
    [InlineData("\"default\";q=100;w=-1")]
    [InlineData("\"default\";q=99999999999;w=1")]
    [InlineData("\"default\";q=9999999999999999999999;w=1")]
    [InlineData("\"default\";q=100;w=999999999999999")]
    [InlineData("\"default\";q=\"100\";w=1")]
    [InlineData("\"default\";q=100;w=1,")]
    [InlineData("\"default\";q=100;w=1 \"other\"")]
    [InlineData("\"default;q=100;w=1")]
    [InlineData("\"default\";Q=100;w=1")]
    [InlineData("\"default\";q=100;w=1;x=")]
    [InlineData("\"default\";q=100;w=1;x=:a")]
    [InlineData("\"default\";q=100;w=1;x=1.")]
    [InlineData("\"default\";q=-;w=1")]
    [InlineData("(\"default\");q=100;w=1")]
    public void What_is_malformed_or_says_nothing_of_requests_over_time_is_ignored(string? policy) => Assert.Null(Read(policy, null));

    [Fact]
    public void Random_bytes_never_throw()
    {
        var seed = Environment.GetEnvironmentVariable("ACTORS_SEED") is { } text ? int.Parse(text) : Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"ACTORS_SEED={seed}");
        var random = new Random(seed);
        const string Letters = "\"\\;=,:?*().-0123456789qwrta \t";
        for (var n = 0; n < 20_000; n++)
        {
            var field = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Letters[random.Next(Letters.Length)]));

            // Something or null; and never an endless loop.
            _ = StructuredList.Parse(field)?.Count;
        }
    }
}
