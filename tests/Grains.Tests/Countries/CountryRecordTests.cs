using Actors.Grains.Countries;
using Actors.Grains.Origins;

namespace Actors.Grains.Tests.Countries;

public sealed class CountryRecordTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static StoredPart Part(int freshFor, int whileRevalidate = 0, int ifError = 0) => new()
    {
        Body = [1],
        MediaType = "image/png",
        Sha256 = "",
        FetchedAt = Now,
        FreshUntil = Now.AddSeconds(freshFor),
        Freshness = new Freshness(TimeSpan.FromSeconds(freshFor), TimeSpan.FromSeconds(whileRevalidate), TimeSpan.FromSeconds(ifError), true),
    };

    private static Absence Gone(int seconds) => new(404, Now, Now.AddSeconds(seconds));

    [Fact]
    public void What_is_fresh_is_needed_only_if_the_origin_is_to_be_asked_always()
    {
        var record = new CountryRecord { Flag = Part(60) };

        Assert.Equal(Parts.Metadata, record.Needed(Parts.Both, Refresh.Stale, Now));
        Assert.Equal(Parts.Both, record.Needed(Parts.Both, Refresh.Stale, Now.AddSeconds(60)));
        Assert.Equal(Parts.Flag, record.Needed(Parts.Flag, Refresh.Always, Now));
    }

    [Fact]
    public void A_part_that_was_not_found_is_absent_until_its_time_is_over_and_never_fresh()
    {
        var record = new CountryRecord { Flag = Part(60) }.Without(Parts.Flag, Gone(30));

        Assert.True(record.IsAbsent(Parts.Both, Now.AddSeconds(29)));
        Assert.False(record.IsAbsent(Parts.Metadata, Now));
        Assert.False(record.IsAbsent(Parts.Both, Now.AddSeconds(30)));
        Assert.False(record.IsFresh(Parts.Flag, Now.AddSeconds(31)));
        Assert.Equal(Now, record.FreshUntil(Parts.Flag));
        Assert.True(record.With(Parts.Flag, Part(60)).IsFresh(Parts.Flag, Now));
    }

    [Fact]
    public void A_reader_waits_only_where_nothing_allows_the_stale_copy()
    {
        var plain = new CountryRecord { Flag = Part(10) };
        var lenient = new CountryRecord { Flag = Part(10, whileRevalidate: 5, ifError: 50) };

        Assert.False(plain.IsWorthWaiting(Parts.Flag, hasFailed: false, Now));
        Assert.True(plain.IsWorthWaiting(Parts.Flag, hasFailed: true, Now.AddSeconds(10)));
        Assert.False(plain.IsWorthWaiting(Parts.Metadata, hasFailed: false, Now.AddSeconds(10)));
        Assert.False(lenient.IsWorthWaiting(Parts.Flag, hasFailed: false, Now.AddSeconds(14)));
        Assert.True(lenient.IsWorthWaiting(Parts.Flag, hasFailed: false, Now.AddSeconds(15)));
        Assert.False(lenient.IsWorthWaiting(Parts.Flag, hasFailed: true, Now.AddSeconds(59)));
        Assert.True(lenient.IsWorthWaiting(Parts.Flag, hasFailed: true, Now.AddSeconds(60)));
        Assert.False(plain.Without(Parts.Flag, Gone(60)).IsWorthWaiting(Parts.Flag, hasFailed: false, Now.AddSeconds(10)));
    }
}
