using Actors.Grains.Harvests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Grains.Tests;

public sealed class OptionsRegistrationTests
{
    [Fact]
    public void A_value_out_of_range_is_named_by_its_key_and_no_class()
    {
        var message = Refusal(("Harvests:MaxRunning", "0"));

        Assert.Contains("Harvests:MaxRunning must be between 1 and 1000", message, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(HarvestOptions), message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Harvests:MaxRuning", "3", "Harvests:MaxRuning: there is no such key; known are KeepFor, MaxRunning")]
    [InlineData("Harvests:MaxRunning:Local", "3", "Harvests:MaxRunning:Local: there is no such key")]
    public void A_key_that_nobody_reads_is_refused(string key, string value, string expected) =>
        Assert.Contains(expected, Refusal((key, value)), StringComparison.Ordinal);

    [Fact]
    public void Keys_count_in_any_case() => Assert.Equal(3, Options(("harvests:maxrunning", "3")).MaxRunning);

    private static string Refusal(params (string Key, string Value)[] settings) =>
        Assert.Throws<OptionsValidationException>(() => Options(settings)).Message;

    private static HarvestOptions Options(params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());
        services.AddSection<HarvestOptions, HarvestOptionsValidator>("Harvests");
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<HarvestOptions>>().Value;
    }
}
