using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Actors.Origin.Tests;

public sealed class OriginConfigurationTests
{
    [Fact]
    public void Without_any_key_the_documented_defaults_hold()
    {
        var options = OriginConfiguration.Read(new ConfigurationBuilder().Build());

        Assert.Equal([8001, 8002, 8003, 8004], options.Ports.ByKey.Select(entry => entry.Port));
        Assert.Equal(TimeSpan.FromSeconds(0.5), options.Delay);
        Assert.Equal((1, 0.25, 0.5, 503), (options.Seed, options.Error.Rate, options.Error.DelayRate, options.Error.Status));
    }

    [Theory]
    [InlineData("Origin:Ports:Local", "65536")]
    [InlineData("Origin:Ports:Control", "-1")]
    [InlineData("Origin:Ports:Error", "http")]
    [InlineData("Origin:Delay", "-00:00:01")]
    [InlineData("Origin:Delay", "00:10:01")]
    [InlineData("Origin:Delay", "soon")]
    [InlineData("Origin:Seed", "one")]
    [InlineData("Origin:Error:Rate", "1.1")]
    [InlineData("Origin:Error:Rate", "NaN")]
    [InlineData("Origin:Error:DelayRate", "-0.1")]
    [InlineData("Origin:Error:Status", "200")]
    [InlineData("Origin:Error:Status", "600")]
    public void A_bad_value_is_refused_before_anything_starts_and_its_key_is_named(string key, string value)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => OriginServer.Build(RunningOrigin.Configuration((key, value))));

        Assert.Contains(key, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_listeners_on_one_port_are_refused_and_both_keys_named()
    {
        var refused = Assert.Throws<OptionsValidationException>(() =>
            OriginServer.Build(RunningOrigin.Configuration(("Origin:Ports:Local", "12345"), ("Origin:Ports:Error", "12345"))));

        Assert.Contains("Origin:Ports:Local and Origin:Ports:Error", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_bad_key_is_named_at_once()
    {
        var refused = Assert.Throws<OptionsValidationException>(() =>
            OriginServer.Build(RunningOrigin.Configuration(("Origin:Error:Rate", "2"), ("Origin:Delay", "01:00:00"))));

        Assert.Equal(2, refused.Failures.Count());
    }
}
