using Actors.Gateway.Harvests;

namespace Actors.Gateway.Tests.Harvests;

public sealed class HarvestIdTests
{
    [Fact]
    public void A_key_always_leads_to_the_same_possible_id()
    {
        var id = HarvestId.ForKey("order-1");

        Assert.Equal(id, HarvestId.ForKey("order-1"));
        Assert.NotEqual(id, HarvestId.ForKey("order-2"));
        Assert.True(HarvestId.IsPossible(id));
        Assert.Equal(8, Guid.ParseExact(id, "n").Version);
    }

    [Fact]
    public void New_ids_are_possible_and_differ()
    {
        Assert.True(HarvestId.IsPossible(HarvestId.New()));
        Assert.NotEqual(HarvestId.New(), HarvestId.New());
    }
}
