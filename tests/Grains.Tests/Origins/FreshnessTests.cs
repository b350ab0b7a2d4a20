using Actors.Grains.Origins;
using Microsoft.Extensions.Configuration;

namespace Actors.Grains.Tests.Origins;

public sealed class FreshnessTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static Origin Origin { get; } = new OriginCatalog(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Origins:x:FlagUrl"] = "http://x.test/{cc}",
        ["Origins:x:FreshFor"] = "01:00:00",
        ["Origins:x:Headers:X-Key"] = "k",
    }).Build()).Find("x");

    /// <summary>Header lines, separated by "; " as nothing in them is.</summary>
    private static HttpResponseMessage Response(string headers)
    {
        var response = new HttpResponseMessage { Content = new ByteArrayContent([]) };
        foreach (var header in headers.Split("; ", StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = (header[..colon], header[(colon + 1)..].Trim());
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return response;
    }

    private static Freshness Of(string headers)
    {
        using var response = Response(headers);
        return Freshness.Of(response, Now, Origin);
    }

    [Theory]
    [InlineData("", 3600)]
    [InlineData("Cache-Control: public", 3600)]
    [InlineData("Cache-Control: max-age=60", 60)]
    [InlineData("Cache-Control: Max-Age = \"60\"", 60)]
    [InlineData("Cache-Control: max-age=60, max-age=5", 60)]
    [InlineData("Cache-Control: max-age=60; Expires: Fri, 02 Jan 2026 04:04:05 GMT", 60)]
    [InlineData("Cache-Control: s-maxage=9, private, max-age=60", 60)]
    [InlineData("Cache-Control: max-age=", 0)]
    [InlineData("Cache-Control: max-age=-1", 0)]
    [InlineData("Cache-Control: max-age=soon", 0)]
    [InlineData("Cache-Control: max-age=99999999999999999999999", 3650 * 86400)]
    [InlineData("Cache-Control: no-cache, max-age=60", 0)]
    [InlineData("Cache-Control: no-cache=\"set-cookie\", max-age=60", 0)]
    [InlineData("Expires: Fri, 02 Jan 2026 04:04:05 GMT", 3600)]
    [InlineData("Date: Fri, 02 Jan 2026 05:00:00 GMT; Expires: Fri, 02 Jan 2026 05:01:00 GMT", 60)]
    [InlineData("Expires: 0", 0)]
    [InlineData("Expires: Fri, 31 Dec 9999 23:59:59 GMT", 3650 * 86400)]
    public void A_lifetime_is_what_is_stated_or_configured(string headers, long seconds)
    {
        var freshness = Of(headers);

        Assert.True(freshness.IsReusable);
        Assert.Equal(seconds, Math.Max(0, freshness.Lifetime.TotalSeconds));
    }

    [Theory]
    [InlineData("Cache-Control: no-store, max-age=60", false)]
    [InlineData("Cache-Control: max-age=x, NO-STORE", false)]
    [InlineData("Vary: *; Cache-Control: max-age=60", false)]
    [InlineData("Vary: Accept, X-Mood", false)]
    [InlineData("Vary: accept-encoding, User-Agent, Origin, x-key", true)]
    public void What_may_not_be_stored_or_varies_by_something_unknown_is_never_fresh(string headers, bool isReusable)
    {
        var freshness = Of(headers);

        Assert.Equal(isReusable, freshness.IsReusable);
        Assert.Equal(isReusable, freshness.Lifetime > TimeSpan.Zero);
    }

    [Theory]
    [InlineData("Cache-Control: max-age=1, stale-while-revalidate=30, stale-if-error=90", 30, 90)]
    [InlineData("Cache-Control: max-age=1, stale-while-revalidate=, stale-if-error=x", 0, 0)]
    [InlineData("Cache-Control: max-age=1, must-revalidate, stale-while-revalidate=30, stale-if-error=90", 0, 0)]
    [InlineData("Cache-Control: no-cache, stale-while-revalidate=30", 0, 0)]
    [InlineData("Cache-Control: no-store, stale-while-revalidate=30", 0, 0)]
    public void Stale_answers_are_allowed_for_as_long_as_is_stated(string headers, int whileRevalidate, int ifError)
    {
        var freshness = Of(headers);

        Assert.Equal((whileRevalidate, ifError), (freshness.StaleWhileRevalidate.TotalSeconds, freshness.StaleIfError.TotalSeconds));
    }

    [Theory]
    [InlineData("", 600)]
    [InlineData("Cache-Control: max-age=60", 60)]
    [InlineData("Cache-Control: max-age=60; Age: 20", 40)]
    [InlineData("Cache-Control: max-age=60; Age: 90", 0)]
    [InlineData("Cache-Control: no-store", 0)]
    [InlineData("Age: nonsense", 600)]
    public void What_was_not_found_is_so_for_a_while(string headers, int seconds)
    {
        using var response = Response(headers);

        Assert.Equal(seconds, Freshness.LifetimeOfAbsence(response, Now, Origin).TotalSeconds);
    }

    [Fact]
    public void What_was_not_found_is_so_no_longer_than_what_was_found_would_be_fresh()
    {
        using var response = Response("");

        Assert.Equal(TimeSpan.FromSeconds(5), Freshness.LifetimeOfAbsence(response, Now, Origin with { FreshFor = TimeSpan.FromSeconds(5) }));
    }

    [Fact]
    public void A_304_that_states_nothing_leaves_what_was_stated()
    {
        var before = Of("Cache-Control: max-age=60, stale-while-revalidate=30");
        using var silent = Response("Date: Fri, 02 Jan 2026 05:00:00 GMT");
        using var other = Response("Cache-Control: max-age=5");

        Assert.Equal(before, before.ConfirmedBy(silent, Now, Origin));
        Assert.Equal(TimeSpan.FromSeconds(5), before.ConfirmedBy(other, Now, Origin).Lifetime);
        Assert.Equal(TimeSpan.Zero, before.ConfirmedBy(other, Now, Origin).StaleWhileRevalidate);
    }
}
