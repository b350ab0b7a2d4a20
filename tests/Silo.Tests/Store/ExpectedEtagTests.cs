using Actors.Silo.Store;

namespace Actors.Silo.Tests.Store;

public sealed class ExpectedEtagTests
{
    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, 5L, false)]
    [InlineData("", null, true)]
    [InlineData("*", null, true)]
    [InlineData("*", 5L, true)]
    [InlineData("0000000000000005", 5L, true)]
    [InlineData("0000000000000005", 6L, false)]
    [InlineData("0000000000000005", null, false)]
    [InlineData("W/\"5\"", null, false)]
    [InlineData("W/\"5\"", 5L, false)]
    [InlineData("10000000000000000000000005", 5L, false)]
    public void It_accepts_only_the_version_that_it_names(string? etag, long? stored, bool accepted) =>
        Assert.Equal(accepted, ExpectedEtag.Parse(etag).Accepts(stored));

    [Fact]
    public void What_is_formatted_is_parsed_back() =>
        Assert.True(ExpectedEtag.Parse(ExpectedEtag.Format(long.MaxValue)).Accepts(long.MaxValue));
}
