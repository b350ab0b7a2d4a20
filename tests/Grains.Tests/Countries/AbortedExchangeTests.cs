using Actors.Grains.Countries;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Grains.Tests.Countries;

/// <summary>What an exchange that is aborted leaves behind at the origin and the throttle.</summary>
public sealed class AbortedExchangeTests
{
    [Fact]
    public async Task Its_permit_goes_to_another_only_when_the_origin_has_had_time_to_notice()
    {
        var time = new FakeTimeProvider();
        await using var origin = await TestOrigin.Start();
        await using var silo = await TestSilo.Start(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Origins:x:FlagUrl"] = origin.Url + "/{cc}.svg",
                ["Origins:x:AllowPrivateAddresses"] = "true",
                ["Origins:x:MaxConcurrency"] = "1",
            },
            time);
        var (leaving, next) = (silo.Grains.GetGrain<ICountryGrain>("x/BR"), silo.Grains.GetGrain<ICountryGrain>("x/PT"));
        origin.Hold();
        await leaving.Order(CountryFixture.Order(Parts.Flag));
        await CountryFixture.Until(() => origin.InFlight == 1);
        await next.Order(CountryFixture.Order(Parts.Flag));

        // As when its silo stops.
        await Activations.Deactivate(silo.Grains, leaving);
        await CountryFixture.Until(() => origin.InFlight == 0);

        for (var look = 0; look < 30; look++)
        {
            Assert.Equal(1, origin.Total);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await CountryFixture.Until(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
            return origin.RequestsFor("/pt.svg") == 1;
        });
        Assert.Equal(1, origin.Peak);
    }
}
